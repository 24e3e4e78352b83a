// What the worker can do for recovery: root keys shared, passed on and put together; papers and circles.

import { Gathered, Paper, Sharing, ShownCircle } from "./staff.js";
import { a, aHolder, decode, encode, find, keep } from "./acts.js";

/** @typedef {{staff: string, card: string, signature: string | null}} CircleHolder */
/** @typedef {{centre: string, circle: number, first: CircleHolder, second: CircleHolder, paper: string}} Circle */

/** @param {Circle} given */
const shown = ({ centre, circle, first, second, paper }) =>
  new ShownCircle(centre, circle, first.staff, decode(first.card), second.staff, decode(second.card), decode(paper));

/** Only in a circle that both have signed. @param {number} root @param {string} staff @param {Circle} given */
export const share_root = (root, staff, given) => {
  const circle = shown(given);
  circle.check(decode(given.first.signature ?? ""), decode(given.second.signature ?? ""));
  circle.free();
  const sharing = new Sharing(given.centre, staff, given.circle);
  const cards = [given.first.card, given.second.card, given.paper].map(decode);
  const made = sharing.share(find(root, aHolder).holder, cards[0], cards[1], cards[2]);
  const sent = { circle: given.circle, sealed_root: encode(made.sealed_root()), shares: [1, 2, 3].map((place) => encode(made.share(place))) };
  made.free();
  sharing.free();
  return sent;
};

/** @param {number} root @param {Circle} given */
export const sign_circle = (root, given) => {
  const circle = shown(given);
  const signature = encode(circle.sign(find(root, aHolder).holder));
  circle.free();
  return { circle: given.circle, signature };
};

/** @param {number} root @param {{centre: string, staff: string, circle: number, place: number, recovery: string, card: string, share: string}} given */
export const pass_share = (root, { centre, staff, circle, place, recovery, card, share }) => {
  const sharing = new Sharing(centre, staff, circle);
  const passed = encode(sharing.pass(find(root, aHolder).holder, place, decode(share), recovery, decode(card)));
  sharing.free();
  return { card, passed };
};

export const make_paper = () => {
  const paper = Paper.make();
  return { paper: keep(paper), lines: paper.lines().split("\n"), card: encode(paper.card()) };
};

/** @param {number} paper @param {number} number  from 1 @param {string} typed */
export const has_line = (paper, number, typed) => find(paper, a(Paper)).has_line(number, typed);

/** @param {string} typed @returns {number} */
export const read_paper = (typed) => {
  try {
    return keep(Paper.parse(typed));
  } catch (line) {
    throw line === 0 ? "paper_length" : `paper_line_${line}`;
  }
};

/**
 * @param {number} fresh  the keys this page made @param {number | null} paper
 * @param {{centre: string, staff: string, circle: number, recovery: string, sealed_root: string, paper_share: string, own_card: string, holders: Array<{place: number, passed: string | null}>}} given
 */
export const rebuild_root = (fresh, paper, given) => {
  const sharing = new Sharing(given.centre, given.staff, given.circle);
  const gathered = new Gathered();
  try {
    const keys = find(fresh, aHolder).holder;
    for (const { place, passed } of given.holders) {
      if (passed) gathered.take_passed(sharing, keys, place, decode(passed), given.recovery);
    }
    if (paper) gathered.take_paper(sharing, find(paper, a(Paper)), decode(given.paper_share));
    if (gathered.count() < 2) return { root: null };
    const holder = sharing.rebuild(gathered, decode(given.sealed_root), decode(given.own_card));
    return { root: keep({ holder, name: `staff:${given.staff}` }) };
  } finally {
    gathered.free();
    sharing.free();
  }
};

/** Signs what ends a recovery with the root key itself. @param {number} root @param {string} recovery @param {string} upload @param {string} wrapped_root */
export const sign_recovery = (root, recovery, upload, wrapped_root) => {
  const parts = [decode(upload), decode(wrapped_root)];
  const body = new Uint8Array(parts[0].length + parts[1].length);
  body.set(parts[0]);
  body.set(parts[1], parts[0].length);
  const challenge = new TextEncoder().encode(recovery);
  return { signature: encode(find(root, aHolder).holder.sign_request("recover", challenge, body)) };
};
