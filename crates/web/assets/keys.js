// A staff member's keys between pages. The root key rests in sessionStorage under two locks: the
// session's secret, which only the server gives back, and a key in IndexedDB that cannot be taken out
// of the browser. Sign-out, twenty idle minutes and a new sign-in clear both. A new tab asks an open
// one for the locked bytes. Script that runs on this origin could use what we use: the page's policy
// is the defence against that, not this file.

import { get, isBeingLeft, Offline, Problem } from "./channel.js";
import { lockRoot, unlockRoot } from "./holder.js";
import { wipe } from "./module.js";

const PLACE = "fyren";
const IDLE_MINUTES = 20;
const SIGN_IN = "/hub/inloggning";
const tabs = new BroadcastChannel(PLACE);

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

const makeLock = async () => {
  const lock = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await done((await shelf("readwrite")).put(lock, PLACE));
  return lock;
};

const text = (/** @type {Uint8Array} */ bytes) => btoa(String.fromCharCode(...bytes));
const bytes = (/** @type {string} */ packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

/**
 * After sign-in: keeps the root key for the pages to come.
 * @param {number} root  handle @param {string} session_secret  from /hub/nycklar
 */
export const keep = async (root, session_secret) => {
  const [{ locked }, lock] = [await lockRoot(root, session_secret), await makeLock()];
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, lock, new TextEncoder().encode(locked)));
  sessionStorage.setItem(PLACE, `${text(iv)}.${text(sealed)}`);
  session = undefined;
};

/** @param {string} kept @param {{staff: string, session_secret: string}} session */
const open = async (kept, { staff, session_secret }) => {
  const lock = await done((await shelf("readonly")).get(PLACE));
  const [iv, sealed] = kept.split(".").map(bytes);
  const locked = new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, lock, sealed));
  return unlockRoot(staff, locked, session_secret);
};

/** Asks the open tabs; half a second is enough where there is one. @returns {Promise<string | null>} */
const askTabs = () => new Promise((resolve) => {
  const timer = setTimeout(resolve, 500, null);
  tabs.addEventListener("message", ({ data }) => {
    if (!data.kept) return;
    clearTimeout(timer);
    sessionStorage.setItem(PLACE, data.kept);
    resolve(data.kept);
  });
  tabs.postMessage({ asks: true });
});

/** A server that cannot answer says nothing about the keys. @param {unknown} fault */
const isAway = (fault) => fault instanceof Offline || (fault instanceof Problem && fault.status >= 500);

/** @type {Promise<Session> | undefined} */
let session;
/** Of a page that is being left: whoever still asks for keys waits until it has gone. @type {Promise<never>} */
const leaving = new Promise(() => {});

/**
 * @typedef {{root: number, staff: string, centre: string, card: string}} Session
 * The signed-in staff member's keys on this page, made once. Without keys the page goes to the sign-in;
 * without network or server it throws `Offline` or `Problem` and may be called again.
 * @returns {Promise<Session>}
 */
export const unlock = () => (session ??= openKeys());

const openKeys = async () => {
  try {
    const given = await get("/hub/nycklar");
    const kept = sessionStorage.getItem(PLACE) ?? (await askTabs());
    if (!kept) throw new Error("no keys in this browser");
    const { root, card } = await open(kept, given);
    return { root, staff: given.staff, centre: given.centre, card };
  } catch (fault) {
    if (session === leaving) return leaving;
    session = undefined;
    if (isBeingLeft()) return leaving;
    if (!isAway(fault)) await leave();
    throw fault;
  }
};

/** Clears this tab, which is left. */
const clear = async () => {
  session = leaving;
  sessionStorage.removeItem(PLACE);
  await wipe();
};

/** Clears all keys of this browser, in every tab: at sign-out, before the form is sent. */
export const forgetKeys = async () => {
  tabs.postMessage({ forget: true });
  await clear();
  await done(indexedDB.deleteDatabase(PLACE));
};

const leave = async () => {
  await forgetKeys();
  if (location.pathname !== SIGN_IN) location.assign(SIGN_IN);
};

let lastMove = Date.now();
const move = () => {
  if (Date.now() - lastMove > 10_000) tabs.postMessage({ moved: true });
  lastMove = Date.now();
};

/** Signs this browser out when nobody touches any of its tabs for twenty minutes. */
export const watchIdle = () => {
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, move, { passive: true });
  setInterval(() => {
    if (Date.now() - lastMove > IDLE_MINUTES * 60_000) leave();
  }, 15_000);
};

tabs.addEventListener("message", async ({ data }) => {
  const kept = sessionStorage.getItem(PLACE);
  if (data.asks && kept) tabs.postMessage({ kept });
  if (data.moved) lastMove = Date.now();
  if (data.forget) {
    await clear();
    if (location.pathname !== SIGN_IN) location.assign(SIGN_IN);
  }
});
