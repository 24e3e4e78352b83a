// What only staff do with the browser module: sign-in, the root key, intake keys, drafts.
// Visitors' pages never load this file.

import { ask } from "./module.js";

/** @typedef {import("./module.js").Handle} Handle */

// Sign-in by OPAQUE: the passphrase never leaves the worker.

/** @param {string} passphrase @returns {Promise<{registration: Handle, request: string}>} */
export const startRegistration = (passphrase) => ask("start_registration", passphrase);
/** Argon2id. @param {Handle} registration @param {string} response @returns {Promise<{upload: string, exported: Handle}>} */
export const finishRegistration = (registration, response) => ask("finish_registration", registration, response);
/** @param {string} passphrase @returns {Promise<{signIn: Handle, request: string}>} */
export const startSignIn = (passphrase) => ask("start_sign_in", passphrase);
/** Argon2id; throws `refused` for a wrong passphrase. @param {Handle} signIn @param {string} response @returns {Promise<{finalization: string, exported: Handle}>} */
export const finishSignIn = (signIn, response) => ask("finish_sign_in", signIn, response);

// The root key: everything a staff member can open follows from it.

/** @param {string} staff  id @returns {Promise<{root: Handle, card: string}>} */
export const makeRoot = (staff) => ask("make_root", staff);
/** @param {Handle} root @param {Handle} exported  of registration or sign-in @returns {Promise<{wrapped_root: string}>} */
export const wrapRoot = (root, exported) => ask("wrap_root", root, exported);
/** @param {Handle} exported @param {string} staff  id @param {string} wrapped_root @returns {Promise<{root: Handle, card: string}>} */
export const openRoot = (exported, staff, wrapped_root) => ask("open_root", exported, staff, wrapped_root);
/** For the way between two pages: see keys.js. @param {Handle} root @param {string} session_secret @returns {Promise<{locked: string}>} */
export const lockRoot = (root, session_secret) => ask("lock_root", root, session_secret);
/** @param {string} staff  id @param {string} locked @param {string} session_secret @returns {Promise<{root: Handle, card: string}>} */
export const unlockRoot = (staff, locked, session_secret) => ask("unlock_root", staff, locked, session_secret);

// Intake: the key askers seal to, new every week.

/**
 * @param {Handle} root  the signer's @param {string} centre @param {string} epoch  such as 2026-W47
 * @param {Array<{staff: string, card: string}>} triagers
 * @returns {Promise<{epoch: {id: string, sealing: string, signature: string}, wraps: Array<{staff: string, wrap: string}>}>}
 */
export const makeIntake = (root, centre, epoch, triagers) => ask("make_intake", root, centre, epoch, triagers);
/** @param {Handle} root @param {{centre: string, epoch: string, wrap: string}} intake @returns {Promise<Handle>}  a holder */
export const openIntake = (root, intake) => ask("open_intake", root, intake);
/**
 * For colleagues who may triage since the key was made.
 * @param {Handle} root @param {{centre: string, epoch: string, wrap: string}} intake @param {Array<{staff: string, card: string}>} triagers
 * @returns {Promise<Array<{staff: string, wrap: string}>>}
 */
export const shareIntake = (root, intake, triagers) => ask("share_intake", root, intake, triagers);

// Drafts: what only this staff member may open again, such as a half-filled call.

/** @param {Handle} root @param {string} name  what it is, such as `call` @param {unknown} draft @returns {Promise<{sealed: string}>} */
export const sealDraft = (root, name, draft) => ask("seal_draft", root, name, draft);
/** @param {Handle} root @param {string} name @param {string} sealed @returns {Promise<any>} */
export const openDraft = (root, name, sealed) => ask("open_draft", root, name, sealed);

// The directory of keys: see directory.js.

/**
 * @typedef {{number: number, finding: string, whom: string, day: string, act: string, cards: string[], staff: Array<{staff: string, name: string, title: string}>}} Taken
 *   a row; `whom` and `finding` where something must not be, `act` empty where it says who can read, `cards` as hashes
 */
/** @param {Handle} root @param {string} centre @param {string} memory  empty at first @returns {Promise<{watch: Handle, size: number}>} */
export const resumeWatch = (root, centre, memory) => ask("resume_watch", root, centre, memory);
/** @param {Handle} watch @param {string[]} rows @returns {Promise<Taken[]>} */
export const takeRows = (watch, rows) => ask("take_rows", watch, rows);
/** Throws `untrusted` if the rows taken are not those that were signed for. @param {Handle} watch @param {string} key @param {string} note @returns {Promise<{memory: string, size: number}>} */
export const checkWatch = (watch, key, note) => ask("check_watch", watch, key, note);
/** @param {string} centre @param {string} staff @param {string} card @returns {Promise<{digest: string, code: string}>}  the hash of a card, and digits to compare by voice */
export const compareCard = (centre, staff, card) => ask("compare_card", centre, staff, card);

// Recovery: a root key is shared among three holders, two of whom give it back. See recovery_acts.js.

/** Throws `untrusted` unless both staff members signed the circle. @param {Handle} root @param {string} staff @param {any} circle @returns {Promise<object>} */
export const shareRoot = (root, staff, circle) => ask("share_root", root, staff, circle);
/** @param {Handle} root @param {any} circle @returns {Promise<{circle: number, signature: string}>} */
export const signCircle = (root, circle) => ask("sign_circle", root, circle);
/** @param {Handle} root @param {any} held @returns {Promise<{card: string, passed: string}>} */
export const passShare = (root, held) => ask("pass_share", root, held);
/** @returns {Promise<{paper: Handle, lines: string[], card: string}>} */
export const makePaper = () => ask("make_paper");
/** @param {Handle} paper @param {number} number @param {string} typed @returns {Promise<boolean>} */
export const hasLine = (paper, number, typed) => ask("has_line", paper, number, typed);
/** Throws `paper_length` or `paper_line_N`. @param {string} typed @returns {Promise<Handle>} */
export const readPaper = (typed) => ask("read_paper", typed);
/** No root while there are not two shares. @param {Handle} fresh @param {Handle | null} paper @param {any} given @returns {Promise<{root: Handle | null}>} */
export const rebuildRoot = (fresh, paper, given) => ask("rebuild_root", fresh, paper, given);
/** @param {Handle} root @param {string} recovery @param {string} upload @param {string} wrapped_root @returns {Promise<{signature: string}>} */
export const signRecovery = (root, recovery, upload, wrapped_root) => ask("sign_recovery", root, recovery, upload, wrapped_root);
