// On every page of the hub: follows the directory of keys. At sign-in and once an hour this browser takes what is new
// into the tree it remembers, and looks for keys in its owner's name that are not hers. What it remembers lies here, in
// IndexedDB, and on the server, sealed by her: neither the server nor another machine can make it forget alone.
// What is found stays above every page until she says that she has called somebody.

import { get, post } from "./channel.js";
import { checkWatch, compareCard, openDraft, resumeWatch, sealDraft, takeRows } from "./holder.js";
import { unlock } from "./keys.js";
import { ModuleFault } from "./module.js";

/**
 * @typedef {{id: string, what: string, day: string, seen: boolean}} Alarm
 * @typedef {{size: number, tree: string, key: string, cards: Record<string, string>, accepted: Record<string, string>, alarms: Alarm[]}} Known
 *   what is sealed: the tree, the directory's key, whose card is which by its hash, whose are accepted, what was found
 * @typedef {{sealed: string, size: number, at: number, session: string, alarms: Alarm[]}} Kept  what lies in this browser
 * @typedef {{alarms?: string[], acknowledged?: number, accepted?: string[]}} Done  what others shall see
 */

const ADDRESS = "/hub/katalog";
const PLACE = "fyren-directory";
const HOUR = 3_600_000;
/** Where it is told; a page to print has no such place. */
const part = document.getElementById("directory");

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBTransactionMode} mode */
const shelf = async (mode) => {
  const opening = indexedDB.open(PLACE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(PLACE);
  const base = await done(opening);
  const store = base.transaction(PLACE, mode).objectStore(PLACE);
  store.transaction.oncomplete = () => base.close();
  return store;
};

/** @param {string} who  centre and staff id @returns {Promise<Kept | undefined>} */
const recall = async (who) => done((await shelf("readonly")).get(who));

/** Which sign-in this is: what it keeps begins with chance. */
const session = () => sessionStorage.getItem("fyren")?.split(".")[0] ?? "";

/** @returns {Known} */
const nothing = () => ({ size: 0, tree: "", key: "", cards: {}, accepted: {}, alarms: [] });

/** The tree that has seen more; everything accepted; everything found, and acknowledged where either was. @param {Known} one @param {Known} other @returns {Known} */
const merged = (one, other) => {
  const further = one.size >= other.size ? one : other;
  const alarms = new Map(one.alarms.map((alarm) => [alarm.id, { ...alarm }]));
  for (const alarm of other.alarms) alarms.set(alarm.id, { ...alarm, seen: alarm.seen || (alarms.get(alarm.id)?.seen ?? false) });
  return { ...further, accepted: { ...other.accepted, ...one.accepted }, alarms: [...alarms.values()] };
};

/** What this browser and the server remember together. */
const remember = async () => {
  const { root, centre, staff, card } = await unlock();
  const { key, memory } = await get(ADDRESS);
  const kept = await recall(`${centre}/${staff}`);
  let known = nothing();
  /** @type {number[]} */
  const sizes = [];
  for (const sealed of [memory?.sealed, kept?.sealed]) {
    const opened = sealed ? await openDraft(root, PLACE, sealed) : nothing();
    sizes.push(opened.size);
    known = merged(opened, known);
  }
  return { root, centre, staff, card, key, known, revision: memory?.revision ?? 0, behind: !memory || sizes[0] < known.size };
};

/** @typedef {Awaited<ReturnType<typeof remember>>} Remembered */

/** Keeps it in this browser. @param {Remembered} remembered */
const keepHere = async ({ root, centre, staff, known }) => {
  const { sealed } = await sealDraft(root, PLACE, known);
  /** @type {Kept} */
  const kept = { sealed, size: known.size, at: Date.now(), session: session(), alarms: known.alarms };
  await done((await shelf("readwrite")).put(kept, `${centre}/${staff}`));
  return sealed;
};

/** Keeps it here and on the server, with what others shall see. @param {Remembered} remembered @param {Done} what */
const keep = async (remembered, { alarms = [], acknowledged = 0, accepted = [] }) => {
  const sealed = await keepHere(remembered);
  await post(ADDRESS, { sealed, revision: remembered.revision, alarms, acknowledged, accepted });
  remembered.revision += 1;
};

/** Takes what is new. @param {Remembered} remembered @returns {Promise<string[]>}  what was found for the first time */
const look = async (remembered) => {
  const { root, centre, key, known } = remembered;
  /** @type {string[]} */
  const found = [];
  /** @param {string} id @param {string} what @param {string} day */
  const raise = (id, what, day) => {
    if (known.alarms.some((alarm) => alarm.id === id)) return;
    known.alarms.push({ id, what, day, seen: false });
    found.push(what);
  };
  const today = () => new Date().toISOString().slice(0, 10);
  if (known.key && known.key !== key) {
    raise(`key ${key}`, "rewritten", today());
    return found;
  }
  const { watch, size } = await resumeWatch(root, centre, known.tree);
  const cards = { ...known.cards };
  for (let seen = size; ;) {
    const { rows, note } = await get(`${ADDRESS}?after=${seen}`);
    for (const row of await takeRows(watch, rows)) {
      seen = row.number;
      if (row.finding) raise(`${row.finding} ${row.whom}`, row.finding, row.day);
      if (row.act === "stopped") delete cards[row.staff[0].staff];
      else if (row.act) cards[row.staff[0].staff] = row.cards[0];
    }
    if (!note && rows.length > 0) continue;
    try {
      const { memory, size } = await checkWatch(watch, key, note);
      Object.assign(known, { tree: memory, size, key, cards });
    } catch (fault) {
      if (!(fault instanceof ModuleFault && fault.code === "untrusted")) throw fault;
      raise(`rewritten ${known.size}`, "rewritten", today());
    }
    return found;
  }
};

/** @param {Alarm[]} alarms */
const show = (alarms) => {
  if (!part) return;
  const open = alarms.filter(({ seen }) => !seen);
  const lines = open.map(({ what, day }) => {
    const template = /** @type {HTMLTemplateElement} */ (part.querySelector(`[data-finding="${what}"]`));
    const line = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    /** @type {HTMLElement} */ (line.querySelector("[data-slot]")).textContent = day;
    return line;
  });
  part.querySelector("ul")?.replaceChildren(...lines);
  part.hidden = open.length === 0;
};

/** Looks now, remembers, and shows what was found. @returns {Promise<Remembered>} */
const watch = async () => {
  const remembered = await remember();
  const before = remembered.known.size;
  const found = await look(remembered);
  const news = found.length > 0 || remembered.known.size !== before || remembered.behind;
  show(remembered.known.alarms);
  if (news) await keep(remembered, { alarms: found });
  else await keepHere(remembered);
  return remembered;
};

/** Whose card is which, as the directory says at this moment. @type {Promise<Remembered> | undefined} */
let watched;
export const lookNow = () => (watched ??= watch().finally(() => {
  watched = undefined;
}));

/** Keeps what she accepted. @param {Remembered} remembered @param {string} staff @param {string} digest */
export const accept = async (remembered, staff, digest) => {
  remembered.known.accepted[staff] = digest;
  await keep(remembered, { accepted: [staff] });
};

/**
 * Refuses to wrap for a colleague whose card is not the one the directory lists for her.
 * @param {Array<{holder: string, card?: string}>} holders
 */
export const checkHolders = async (holders) => {
  const staff = holders.filter(({ holder }) => holder.startsWith("staff:"));
  if (staff.length === 0) return;
  const { centre, staff: own, card: ownCard, known } = await lookNow();
  for (const { holder, card } of staff) {
    const id = holder.slice("staff:".length);
    const { digest } = await compareCard(centre, id, card ?? "");
    if (known.cards[id] !== digest || (id === own && card !== ownCard)) throw new Error("not the card the directory lists");
  }
};

/** She has called; an alarm about the tree is over when she begins to follow it anew. */
const acknowledge = async () => {
  const remembered = await remember();
  const { known } = remembered;
  const open = known.alarms.filter(({ seen }) => !seen);
  for (const alarm of open) alarm.seen = true;
  if (open.some(({ what }) => what === "rewritten")) Object.assign(known, { ...nothing(), accepted: known.accepted, alarms: known.alarms });
  await keep(remembered, { acknowledged: open.length });
  show(known.alarms);
};

part?.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (part.querySelector("input"));
  const plain = (/** @type {string} */ text) => text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const right = plain(field.value) === plain(part.querySelector("[data-word]")?.textContent ?? "");
  /** @type {HTMLElement} */ (document.getElementById("directory-word-fault")).hidden = right;
  field.toggleAttribute("aria-invalid", !right);
  if (!right) return field.focus();
  field.value = "";
  acknowledge().catch(() => {});
});

const begin = async () => {
  if (!part) return;
  const kept = await recall(part.dataset.who ?? "");
  if (kept?.alarms) show(kept.alarms);
  const fresh = kept && kept.session === session() && session() !== "" && Date.now() - kept.at < HOUR;
  if (!fresh) await lookNow();
};

begin().catch(() => {});
// A page that stays open looks too.
if (part) setInterval(() => lookNow().catch(() => {}), HOUR);
