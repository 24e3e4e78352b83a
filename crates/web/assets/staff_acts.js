// What the worker can do for staff: each act that holder.js names. Visitors' workers never load this file.

import { ExportedKey, Holder, Intake, Listing, Registration, SignIn, Watch, comparison_code as code } from "./staff.js";
import { a, aHolder, decode, encode, find, forget, keep, now, people } from "./acts.js";

export * from "./recovery_acts.js";

// Sign-in.

/** @param {string} passphrase */
export const start_registration = (passphrase) => {
  const started = Registration.start(passphrase.normalize("NFKC"));
  return { registration: keep(started), request: encode(started.request()) };
};

/** @param {number} handle @param {string} response */
export const finish_registration = (handle, response) => {
  const registration = find(handle, a(Registration));
  const exported = keep(registration.finish(decode(response)));
  const upload = encode(registration.upload());
  forget(handle);
  return { upload, exported };
};

/** @param {string} passphrase */
export const start_sign_in = (passphrase) => {
  const started = SignIn.start(passphrase.normalize("NFKC"));
  return { signIn: keep(started), request: encode(started.request()) };
};

/** @param {number} handle @param {string} response */
export const finish_sign_in = (handle, response) => {
  const signIn = find(handle, a(SignIn));
  const exported = keep(signIn.finish(decode(response)));
  const finalization = encode(signIn.finalization());
  forget(handle);
  return { finalization, exported };
};

// The root key. Its name tells whose it is.

const PREFIX = "staff:";

/** @param {Holder} holder @param {string} staff */
const known = (holder, staff) => ({ root: keep({ holder, name: PREFIX + staff }), card: encode(holder.card()) });

/** @param {number} root @returns {{holder: Holder, staff: string}} */
const staffOf = (root) => {
  const { holder, name } = find(root, aHolder);
  return { holder, staff: name.slice(PREFIX.length) };
};

/** @param {string} staff */
export const make_root = (staff) => known(Holder.make_root(), staff);

/** @param {number} root @param {number} exported */
export const wrap_root = (root, exported) => {
  const { holder, staff } = staffOf(root);
  return { wrapped_root: encode(holder.wrap_root(find(exported, a(ExportedKey)), staff)) };
};

/** @param {number} exported @param {string} staff @param {string} wrapped */
export const open_root = (exported, staff, wrapped) =>
  known(Holder.open_root(find(exported, a(ExportedKey)), staff, decode(wrapped)), staff);

/** @param {number} root @param {string} session_secret */
export const lock_root = (root, session_secret) => {
  const { holder, staff } = staffOf(root);
  return { locked: encode(holder.lock(staff, decode(session_secret))) };
};

/** @param {string} staff @param {string} locked @param {string} session_secret */
export const unlock_root = (staff, locked, session_secret) =>
  known(Holder.unlock(staff, decode(locked), decode(session_secret)), staff);

// Intake.

/** @param {Intake} intake @param {Array<{staff: string, card: string}>} triagers */
const wrapsOf = (intake, triagers) =>
  triagers.map(({ staff, card }) => ({ staff, wrap: encode(intake.wrap_for(staff, decode(card))) }));

/** @param {number} root @param {string} centre @param {string} id @param {any[]} triagers */
export const make_intake = (root, centre, id, triagers) => {
  const intake = Intake.make(staffOf(root).holder, centre, id);
  const epoch = { id, sealing: encode(intake.sealing()), signature: encode(intake.signature()) };
  const wraps = wrapsOf(intake, triagers);
  intake.free();
  return { epoch, wraps };
};

/** @template T @param {number} root @param {{centre: string, epoch: string, wrap: string}} given @param {(intake: Intake) => T} act */
const withIntake = (root, { centre, epoch, wrap }, act) => {
  const { holder, staff } = staffOf(root);
  const intake = Intake.open(holder, staff, centre, epoch, decode(wrap));
  const done = act(intake);
  intake.free();
  return done;
};

/** @param {number} root @param {{centre: string, epoch: string, wrap: string}} given */
export const open_intake = (root, given) =>
  withIntake(root, given, (intake) => keep({ holder: intake.holder(), name: `intake:${given.epoch}` }));

/** @param {number} root @param {{centre: string, epoch: string, wrap: string}} given @param {any[]} triagers */
export const share_intake = (root, given, triagers) => withIntake(root, given, (intake) => wrapsOf(intake, triagers));

// Drafts.

/** @param {number} root @param {string} name @param {unknown} draft */
export const seal_draft = (root, name, draft) => ({ sealed: encode(staffOf(root).holder.seal_draft(name, JSON.stringify(draft))) });

/** @param {number} root @param {string} name @param {string} sealed */
export const open_draft = (root, name, sealed) => JSON.parse(staffOf(root).holder.open_draft(name, decode(sealed)));

// The directory.

/** @param {number} root @param {string} centre @param {string} memory  empty at first */
export const resume_watch = (root, centre, memory) => {
  const { holder, staff } = staffOf(root);
  const watch = Watch.resume(holder, centre, staff, decode(memory));
  return { watch: keep(watch), size: watch.size() };
};

/** What is known of a card: enough to know it again. @param {Uint8Array} card */
const digest = async (card) => encode(new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (card))));

/** @param {Watch} watch @param {string} row */
const take = async (watch, row) => {
  const entry = decode(row);
  const [finding, at] = watch.take(entry).split(" ");
  const listing = Listing.read(entry);
  const listed = { number: watch.size(), finding, day: listing.day(), act: listing.act(), whom: "", cards: /** @type {string[]} */ ([]), staff: people(listing) };
  for (let place = 0; place < listing.count(); place += 1) listed.cards.push(await digest(listing.card(place)));
  if (finding) listed.whom = `${listed.staff[Number(at)].staff} ${listed.cards[Number(at)]}`;
  listing.free();
  return listed;
};

/** @param {number} handle @param {string[]} rows */
export const take_rows = async (handle, rows) => {
  const watch = find(handle, a(Watch));
  const taken = [];
  for (const row of rows) taken.push(await take(watch, row));
  return taken;
};

/** @param {number} handle @param {string} pinned @param {string} note */
export const check_watch = (handle, pinned, note) => {
  const watch = find(handle, a(Watch));
  watch.check(pinned, note, now());
  return { memory: encode(watch.memory()), size: watch.size() };
};

/** @param {string} centre @param {string} staff @param {string} card */
export const compare_card = async (centre, staff, card) => {
  const bytes = decode(card);
  return { digest: await digest(bytes), code: code(centre, staff, bytes) };
};
