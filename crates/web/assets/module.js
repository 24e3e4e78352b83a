// The door to the browser module: a promise for each of its acts. All keys, and everything that takes
// time, live in a worker with its own memory; a page holds only handles, numbers that mean nothing
// elsewhere. Bytes inside structured values are base64url without padding, as on the wire.
// Contents: `{text}` for words, `{attachment, name, type, bytes}` for the announcement of a file.

/**
 * @typedef {number} Handle  something secret that stays in the worker
 * @typedef {{entry: string, number: number, previous: string, path: string, note: string}} Told  who can read, and the proof
 * @typedef {{holder?: string, key_number: number, wrap: string}} Wrap
 * @typedef {{holder: string, sealing?: string, card?: string}} Holder  `staff:<id>`, `intake:<epoch>` or `phrase:<locator>`, and where to seal
 * @typedef {{number: number, key_number: number, kind: string, author_verifying: string, sealed: string}} SealedEntry
 * @typedef {{text: string, kept?: Array<{kind: string, reason: string}>} | {attachment: string, name: string, type: string, bytes: number}} Content
 * @typedef {{start: number, end: number, kind: string, blocks: boolean}} Finding  in code points; what blocks must go
 * @typedef {{number: number, key_number: number, kind: string, sealed: string}} EntryToSend
 */

/** The module refused: `code` is one of the words in crates/browser/src/fault.rs, such as `unopenable`. */
export class ModuleFault extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.name = "ModuleFault";
    this.code = code;
  }
}

/** Beside this script, wherever a page found it. */
// Pages of visitors pin the phrase key; theirs is the smaller module.
const VISITS = document.querySelector('meta[name="phrase-key"]') !== null;
const WORKER = new URL(VISITS ? "./worker.js" : "./staff_worker.js", import.meta.url).href;
/** @type {Worker | undefined} */
let worker;
/** @type {any} */
let policy;
let asked = 0;
/** @type {Map<number, {resolve: (value: any) => void, reject: (fault: Error) => void}>} */
const waiting = new Map();

/** Only the worker's own address passes the policy `fyren`. @returns {string} */
const workerAddress = () => {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= types?.createPolicy("fyren", {
    createScriptURL: (/** @type {string} */ address) => {
      if (address !== WORKER) throw new TypeError("not the worker");
      return address;
    },
  });
  return policy?.createScriptURL(WORKER) ?? WORKER;
};

/** @returns {Worker} */
const start = () => {
  const begun = new Worker(workerAddress(), { type: "module" });
  begun.onmessage = ({ data: { id, value, fault } }) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (fault) answer?.reject(new ModuleFault(fault));
    else answer?.resolve(value);
  };
  begun.onerror = () => stop("no_module");
  return begun;
};

/** @param {string} code  why those who still wait get no answer */
const stop = (code) => {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new ModuleFault(code));
  waiting.clear();
};

/** One act of the module, for the named functions here and in holder.js. @param {string} act @param {...any} given @returns {Promise<any>} */
export const ask = (act, ...given) => {
  worker ??= start();
  const id = (asked += 1);
  const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.postMessage({ id, act, given });
  return answer;
};

/** Loads the module before it is needed. */
export const warm = () => ask("warm");
/** The same, and the words of the page's language. */
export const warmPhrase = () => ask("load_words", document.documentElement.lang);

/** Zeroes every key and the whole memory of the module; handles are dead afterwards. */
export const wipe = async () => {
  if (!worker) return;
  const zeroed = ask("wipe").catch(() => {});
  await Promise.race([zeroed, new Promise((resolve) => setTimeout(resolve, 200))]);
  stop("wiped");
};

/** Forgets one handle. @param {Handle} handle @returns {Promise<void>} */
export const forget = (handle) => ask("forget", handle);

// A code phrase and what it opens.

/** In the page's language. @returns {Promise<{phrase: Handle, words: string[]}>} */
export const makePhrase = () => ask("make_phrase", document.documentElement.lang);
/**
 * @param {string} text  as typed
 * @returns {Promise<{phrase: Handle, words: string[]} | {fault: "count", found: number} | {fault: "word", word: string, near: string[]}>}
 */
export const parsePhrase = (text) => ask("parse_phrase", text, document.documentElement.lang);
/** @param {Handle} phrase @returns {Promise<{request: string}>}  for /kanal/fras */
export const blindPhrase = (phrase) => ask("blind_phrase", phrase);
/**
 * Takes a quarter of a second of a fast machine: Argon2id over 64 MiB.
 * @param {Handle} phrase @param {string} response  from /kanal/fras
 * @returns {Promise<{asker: Handle, locator: string, card: string}>}
 */
export const finishPhrase = (phrase, response) => {
  const pinned = document.querySelector('meta[name="phrase-key"]')?.getAttribute("content") ?? "";
  return ask("finish_phrase", phrase, response, pinned);
};
/**
 * Throws `untrusted` unless it stands in the directory the page pins, and `outdated` if the proof is not of these days.
 * @param {Told} told  from /kanal/intag
 * @returns {Promise<{audience: Handle, readers: Array<{staff: string, name: string, title: string}>}>}
 */
export const checkIntake = (told) => {
  const pinned = document.querySelector('meta[name="directory-key"]')?.getAttribute("content") ?? "";
  return ask("check_intake", told, pinned);
};
/**
 * A new matter: its vault, wrapped for those chosen and the asker's phrase, and its first entry. Add
 * `facts` and post it to /kanal/fraga. The vault stays open under `thread`.
 * @param {Handle} asker @param {Handle} audience @param {string[]} chosen  ids of readers @param {Content} content
 * @returns {Promise<{thread: Handle, question: {matter: string, vault: string, locator: string, card: string, wraps: Wrap[], entry: {number: 1, sealed: string}}}>}
 */
export const sealQuestion = (asker, audience, chosen, content) => ask("seal_question", asker, audience, chosen, content);
/** @param {Handle} holder @param {string} op @param {string} challenge @param {Uint8Array} body @returns {Promise<{signature: string}>} */
export const signRequest = (holder, op, challenge, body) => ask("sign_request", holder, op, challenge, body);

// Work that the server demands of whoever sends, done while she writes. Only one challenge is worked on at a time.

/** Begins, or goes on for more. @param {string} challenge @param {number} demand  tries @returns {Promise<void>} */
export const workFor = (challenge, demand) => ask("work_for", challenge, demand);
/** When it is done, or after three minutes as far as it has come. @param {string} challenge @param {number} demand @returns {Promise<{proof: string}>} */
export const workDone = (challenge, demand) => ask("work_done", challenge, demand);
/** About how many seconds it will take. @param {number} demand @returns {Promise<number>} */
export const workLeft = (demand) => ask("work_left", demand);

// What could tell who a text is about.

/** Telephone numbers that the page shows are nobody's own. */
const shownLines = () => [...document.querySelectorAll('a[href^="tel:"]')].map((link) => link.textContent ?? "");
/** Looks in a text before it is sealed. @param {string} text @returns {Promise<Finding[]>} */
export const findIdentities = (text) => ask("find_identities", text, shownLines());

// Vaults: a holder is an asker, a root key or an opened intake.

/**
 * Unwraps every key number this holder has a wrap for; wraps of others are passed over.
 * @param {Handle} holder @param {{centre: string, vault: string, wraps: Wrap[]}} vault @returns {Promise<Handle>}
 */
export const openVault = (holder, vault) => ask("open_vault", holder, vault);
/** A new empty vault, such as the notes of a matter. @param {string} centre @returns {Promise<{handle: Handle, vault: string}>} */
export const makeVault = (centre) => ask("make_vault", centre);
/**
 * @param {Handle} vault @param {Holder[]} holders @param {number} [from]  the first key number they may open; 1 unless told
 * @returns {Promise<Wrap[]>}
 */
export const makeWraps = (vault, holders, from = 1) => ask("make_wraps", vault, holders, from);
/** A new key for what comes after; wrap it for those who stay. @param {Handle} vault @returns {Promise<{key_number: number}>} */
export const rotateKey = (vault) => ask("rotate_key", vault);
/** @param {Handle} vault @param {Handle} author @param {{number: number, kind: string, content: Content}} entry @returns {Promise<EntryToSend>} */
export const sealEntry = (vault, author, entry) => ask("seal_entry", vault, author, entry);
/**
 * Each entry comes back with its `content`, or with null where it cannot be opened.
 * @template {SealedEntry} E
 * @param {Handle} vault @param {E[]} entries @returns {Promise<Array<E & {content: Content | null}>>}
 */
export const openEntries = async (vault, entries) => {
  const contents = await ask("open_entries", vault, entries);
  return entries.map((entry, index) => ({ ...entry, content: contents[index] }));
};
/**
 * @param {Handle} vault @param {{name: string, type: string}} about @param {Uint8Array} bytes
 * @returns {Promise<{attachment: string, key_number: number, sealed: Uint8Array}>}
 */
export const sealFile = (vault, about, bytes) => ask("seal_file", vault, about, bytes);
/**
 * @param {Handle} vault @param {{attachment: string, key_number: number}} announced @param {Uint8Array} sealed
 * @returns {Promise<{name: string, type: string, bytes: Uint8Array}>}
 */
export const openFile = (vault, announced, sealed) => ask("open_file", vault, announced, sealed);
