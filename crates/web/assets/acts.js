// What a worker can do: each act that module.js names, in terms of the module's classes. Here bytes
// become base64url and classes become handles; what is secret stays in the module's memory.

/**
 * @typedef {import("./fyren.js").Holder} Holder
 * @typedef {import("./fyren.js").Listing} Listing
 * @typedef {import("./fyren.js").Phrase} Phrase
 * @typedef {{memory: WebAssembly.Memory}} Loaded
 */

/** The module's classes: a visitor's worker has another module than one of staff. @type {typeof import("./fyren.js")} */
let M;

/**
 * Answers one act at a time with a module that is loaded at the first. Nothing but handles and results leaves the worker.
 * @param {{acts: any, init: (given: any) => Promise<Loaded>, module: any, address: string, integrity: string, more: () => Promise<any>}} given
 *   this file's own acts, the module with its start and address, and the acts that are not here
 */
export const serve = ({ acts, init, module, address, integrity, more }) => {
  M = module;

  /** @type {Promise<Loaded> | undefined} */
  let ready;

  // As bytes, not as a response: a browser notes on disk what it compiles from a response.
  const load = async () => init({ module_or_path: await (await fetch(address, { integrity })).arrayBuffer() });

  /** @param {string} act @returns {Promise<(...given: any[]) => any>} */
  const find = async (act) => {
    if (act === "find_identities") return (await textActs()).find_identities;
    await (ready ??= load());
    return act in acts ? acts[act] : (await more())[act];
  };

  /** @type {Promise<typeof import("./text_acts.js")> | undefined} */
  let looked;
  const textActs = () => (looked ??= import("./text_acts.js"));

  /** Zeroes every key, and then all memory the modules ever used; keys first, as the other may still be on its way. Whoever asked for it ends the worker next. */
  const wipe = async () => {
    forgetAll();
    if (ready) new Uint8Array((await ready).memory.buffer).fill(0);
    if (looked) await (await looked).wipe_texts();
  };

  /** @param {{id: number, act: string, given: any[]}} question */
  const answer = async ({ id, act, given }) => {
    try {
      const value = act === "wipe" ? await wipe() : await (await find(act))(...given);
      const transfer = [value?.bytes, value?.sealed].filter((part) => part instanceof Uint8Array).map((part) => part.buffer);
      postMessage({ id, value }, { transfer });
    } catch (fault) {
      postMessage({ id, fault: typeof fault === "string" ? fault : "no_module" });
    }
  };

  onmessage = ({ data }) => answer(data);
};

/** @typedef {{holder: Holder, name: string}} Named  a holder and the name its wraps are kept under */

let given = 0;
/** @type {Map<number, any>} */
const kept = new Map();

export const keep = (/** @type {any} */ thing) => {
  given += 1;
  kept.set(given, thing);
  return given;
};

/** @template T @param {number} handle @param {(thing: any) => thing is T} is @returns {T} */
export const find = (handle, is) => {
  const thing = kept.get(handle);
  if (!is(thing)) throw "no_such_handle";
  return thing;
};

/** @template T @param {new (...given: any[]) => T} kind @returns {(thing: any) => thing is T} */
export const a = (kind) => (thing) => thing instanceof kind;
/** @type {(thing: any) => thing is Named} */
export const aHolder = (thing) => thing?.holder instanceof M.Holder;

export const encode = (/** @type {Uint8Array} */ bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

export const decode = (/** @type {string} */ text) => {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    throw "malformed";
  }
};

/** Sixteen bytes of chance as the identifiers of `domain::id`: 26 letters of RFC 4648 base32, in small. */
const makeId = () => {
  let bits = BigInt(0);
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n;
  return Array.from({ length: 26 }, (_, place) => "abcdefghijklmnopqrstuvwxyz234567"[Number((bits >> BigInt(125 - 5 * place)) & 31n)]).join("");
};

export const warm = () => undefined;

export const forget = (/** @type {number} */ handle) => {
  const thing = kept.get(handle);
  kept.delete(handle);
  (thing?.holder ?? thing)?.free();
};

export const forgetAll = () => {
  labour = undefined;
  [...kept.keys()].forEach(forget);
};

// Work that the server demands, done in slices while somebody writes.

/** No act waits longer than this for a slice to end. */
const SLICE_MILLISECONDS = 25;
/** Then what was done so far is sent: the server decides what it is worth. */
const PATIENCE_MILLISECONDS = 180_000;
/** @type {{work: import("./fyren.js").Work, challenge: string, demand: number, tries: number, each: number} | undefined} */
let labour;

/** @param {typeof labour} mine */
const toil = async (mine) => {
  while (mine && labour === mine) {
    const begun = performance.now();
    if (mine.work.go_on(mine.demand, mine.tries)) return;
    const took = Math.max(performance.now() - begun, 0.1);
    mine.each = took / mine.tries;
    mine.tries = Math.max(1, Math.min(2 * mine.tries, Math.round(SLICE_MILLISECONDS / mine.each)));
    await new Promise((resolve) => setTimeout(resolve));
  }
};

/** Begins with a challenge, or goes on with it for more; whoever asks later for less has it done already. @param {string} challenge @param {number} demand */
export const work_for = (challenge, demand) => {
  const before = labour?.challenge === challenge ? labour : undefined;
  if (before && before.demand >= demand) return;
  if (!before) labour?.work.free();
  labour = { work: before?.work ?? new M.Work(decode(challenge)), challenge, demand, tries: before?.tries ?? 4, each: before?.each ?? 1 };
  toil(labour);
};

/** When as much is done as is demanded, or somebody has waited long enough. @param {string} challenge @param {number} demand */
export const work_done = async (challenge, demand) => {
  work_for(challenge, demand);
  const until = performance.now() + PATIENCE_MILLISECONDS;
  while (labour?.challenge === challenge && labour.work.left(demand) > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (labour?.challenge !== challenge) throw "no_such_handle";
  return { proof: encode(labour.work.proof()) };
};

/** In seconds, about. @param {number} demand */
export const work_left = (demand) => (labour ? (labour.work.left(demand) * labour.each) / 1_000 : 0);

// Code phrases.

/** The word lists, each with the hash it must have. @type {Record<string, {address: string, integrity: string}>} */
const LISTS = {
  sv: { address: "./words-sv.txt", integrity: "integrity:words-sv.txt" },
  en: { address: "./words-en.txt", integrity: "integrity:words-en.txt" },
};
/** @type {{lists: WordLists, languages: string[]} | undefined} */
let words;

/** Adds the list of a language, once; the first is the one phrases are drawn from. @param {string} language */
export const load_words = async (language) => {
  words ??= { lists: new M.WordLists(), languages: [] };
  if (words.languages.includes(language)) return;
  const { address, integrity } = LISTS[language];
  words.lists.add(await (await fetch(address, { integrity })).text());
  words.languages.push(language);
};

const remembered = (/** @type {Phrase} */ phrase) => ({ phrase: keep(phrase), words: phrase.words().split(" ") });

/** @param {string} language  of the page */
export const make_phrase = async (language) => {
  await load_words(language);
  return remembered(M.Phrase.make(words.lists));
};

/** A word that the page's own list does not have is looked for in the others. @param {string} typed @param {string} language */
export const parse_phrase = async (typed, language) => {
  await load_words(language);
  const read = () => readPhrase(typed.normalize("NFKC"));
  const found = read();
  if (found.fault !== "word") return found;
  await Promise.all(Object.keys(LISTS).map(load_words)).catch(() => {});
  return read();
};

/** @param {string} typed */
const readPhrase = (typed) => {
  try {
    return remembered(M.Phrase.parse(words.lists, typed));
  } catch (misread) {
    if (!(misread instanceof M.MisreadPhrase)) throw misread;
    const [place, found, near] = [misread.place(), misread.found(), misread.near().split(" ").filter(Boolean)];
    misread.free();
    const word = typed.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)[place - 1];
    return place === 0 ? { fault: "count", found } : { fault: "word", word, near };
  }
};

export const blind_phrase = (/** @type {number} */ phrase) => ({ request: encode(find(phrase, a(M.Phrase)).blind()) });

/** @param {number} phrase @param {string} response @param {string} pinned */
export const finish_phrase = (phrase, response, pinned) => {
  const holder = find(phrase, a(M.Phrase)).finish(decode(response), decode(pinned));
  forget(phrase);
  const locator = encode(holder.locator());
  return { asker: keep({ holder, name: `phrase:${locator}` }), locator, card: encode(holder.card()) };
};

/** @param {number} holder @param {string} operation @param {string} challenge @param {Uint8Array} body */
export const sign_request = (holder, operation, challenge, body) =>
  ({ signature: encode(find(holder, aHolder).holder.sign_request(operation, decode(challenge), body)) });

// Questions.

export const now = () => Math.floor(Date.now() / 1000);

/** Whom a row of the directory lists. @param {Listing} listing */
export const people = (listing) => Array.from({ length: listing.count() }, (_, at) => {
  const [staff, name, title] = listing.person(at).split("\n");
  return { staff, name, title };
});

/** @param {{entry: string, number: number, previous: string, path: string, note: string}} told @param {string} pinned */
export const check_intake = ({ entry, number, previous, path, note }, pinned) => {
  const listing = M.Listing.check_intake(pinned, decode(entry), number, decode(previous), decode(path), note, now());
  return { audience: keep(listing), readers: people(listing) };
};

/**
 * Everybody chosen: the key they share, if they do. Somebody left out: one by one, and the intake gets none.
 * @param {Listing} listing @param {string[]} chosen
 */
const holders = (listing, chosen) => {
  const epoch = listing.epoch();
  const readers = people(listing).map(({ staff }, at) => ({ staff, at })).filter(({ staff }) => chosen.includes(staff));
  if (epoch && readers.length === listing.count()) return [{ holder: `intake:${epoch}`, sealing: encode(listing.sealing()) }];
  return readers.map(({ staff, at }) => ({ holder: `staff:${staff}`, sealing: encode(listing.sealing_of(at)) }));
};

/** @param {number} asker @param {number} audience @param {string[]} chosen @param {any} content */
export const seal_question = (asker, audience, chosen, content) => {
  const listing = find(audience, a(M.Listing));
  const { holder, name } = find(asker, aHolder);
  const { handle: thread, vault } = make_vault(listing.centre());
  const card = encode(holder.card());
  const wraps = make_wraps(thread, [...holders(listing, chosen), { holder: name, card }], 1);
  const { sealed } = seal_entry(thread, asker, { number: 1, kind: "question", content });
  const question = { matter: makeId(), vault, locator: encode(holder.locator()), card, wraps, entry: { number: 1, sealed } };
  return { thread, question };
};

// Vaults.

/** @param {string} centre */
export const make_vault = (centre) => {
  const id = makeId();
  const vault = new M.Vault(centre, id);
  vault.make_key();
  return { handle: keep(vault), vault: id };
};

/** @param {number} holder @param {{centre: string, vault: string, wraps: any[]}} given */
export const open_vault = (holder, { centre, vault: id, wraps }) => {
  const { holder: keys, name } = find(holder, aHolder);
  const vault = new M.Vault(centre, id);
  for (const wrap of wraps.filter((wrap) => (wrap.holder ?? name) === name)) {
    try {
      vault.open_wrap(keys, name, wrap.key_number, decode(wrap.wrap));
    } catch (fault) {
      if (fault !== "unopenable") throw fault;
    }
  }
  if (vault.newest() === 0) throw "unopenable";
  return keep(vault);
};

/** @param {number} handle @param {Array<{holder: string, sealing?: string, card?: string}>} holders @param {number} from */
export const make_wraps = (handle, holders, from) => {
  const vault = find(handle, a(M.Vault));
  const wraps = [];
  for (const { holder, sealing, card } of holders) {
    for (let key_number = Math.max(from, vault.oldest()); key_number <= vault.newest(); key_number += 1) {
      wraps.push({ holder, key_number, wrap: encode(vault.make_wrap(key_number, holder, decode(sealing ?? card ?? ""))) });
    }
  }
  return wraps;
};

export const rotate_key = (/** @type {number} */ handle) => ({ key_number: find(handle, a(M.Vault)).make_key() });

/** @param {number} handle @param {number} author @param {{number: number, kind: string, content: any}} entry */
export const seal_entry = (handle, author, { number, kind, content }) => {
  const vault = find(handle, a(M.Vault));
  const sealed = vault.seal_entry(find(author, aHolder).holder, number, kind, JSON.stringify(content));
  return { number, key_number: vault.newest(), kind, sealed: encode(sealed) };
};

/** @param {number} handle @param {any[]} entries  a list as long as this comes back, with null for what does not open */
export const open_entries = (handle, entries) => {
  const vault = find(handle, a(M.Vault));
  const open = (/** @type {any} */ { number, key_number, kind, author_verifying, sealed }) => {
    try {
      return JSON.parse(vault.open_entry(number, key_number, kind, decode(author_verifying), decode(sealed)));
    } catch {
      return null;
    }
  };
  return entries.map(open);
};

/** @param {number} handle @param {{name: string, type: string}} about @param {Uint8Array} bytes */
export const seal_file = (handle, { name, type }, bytes) => {
  const [vault, attachment] = [find(handle, a(M.Vault)), makeId()];
  return { attachment, key_number: vault.newest(), sealed: vault.seal_file(attachment, name, type, bytes) };
};

/** @param {number} handle @param {{attachment: string, key_number: number}} announced @param {Uint8Array} sealed */
export const open_file = (handle, { attachment, key_number }, sealed) => {
  const file = find(handle, a(M.Vault)).open_file(attachment, key_number, sealed);
  const opened = { name: file.name(), type: file.media_type(), bytes: file.bytes() };
  file.free();
  return opened;
};
