// The way to the server: JSON there and back, problems as errors with words for people, requests a
// visitor's phrase signs, and patience when the network is away. Nothing is stored on the machine.

import { signRequest } from "./module.js";
import { endWork, finishWork } from "./work.js";

/** The server refused, with words to show. */
export class Problem extends Error {
  /** @param {number} status @param {{title?: string, detail?: string, reference?: string, demand?: number, faults?: Record<string, string>}} body  `faults` by field; `demand` in tries */
  constructor(status, body) {
    super(body.title ?? String(status));
    this.name = "Problem";
    this.status = status;
    this.title = body.title ?? "";
    this.detail = body.detail ?? "";
    this.reference = body.reference;
    this.demand = body.demand;
    this.faults = body.faults;
  }
}

/** No answer came: the network is away. Nothing typed is lost; try again. */
export class Offline extends Error {}

/**
 * Tells whether the network is there, at once and at each change.
 * @param {(online: boolean) => void} listener
 */
export const watchConnection = (listener) => {
  const tell = () => listener(navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
};

const csrf = () => document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";

let leaving = false;
addEventListener("beforeunload", () => {
  leaving = true;
  // A leaving that did not happen, such as a download, leaves the page as it was.
  setTimeout(() => {
    leaving = false;
  }, 3_000);
});
addEventListener("pagehide", () => {
  leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});

/** Whether the page is being left: what it still waits for is torn off, and says nothing. */
export const isBeingLeft = () => leaving;

/** Refusals come in the page's language. @param {string} address @param {RequestInit} request @returns {Promise<Response>} */
const reach = async (address, request) => {
  const headers = { "accept-language": document.documentElement.lang, ...request.headers };
  let response;
  try {
    response = await fetch(address, { cache: "no-store", credentials: "same-origin", redirect: "error", ...request, headers });
  } catch {
    // A page that is being left tears its requests off: that is no lost network, and nobody waits for the answer.
    if (leaving) await new Promise(() => {});
    throw new Offline();
  }
  if (response.ok) return response;
  const problem = response.headers.get("content-type")?.startsWith("application/problem+json");
  throw new Problem(response.status, problem ? await response.json().catch(() => ({})) : {});
};

/** @param {Response} response */
const json = (response) => (response.status === 204 ? undefined : response.json());

/** @param {string} address @returns {Promise<any>} */
export const get = async (address) => json(await reach(address, { headers: { accept: "application/json" } }));

/** Sealed bytes, for staff. @param {string} address */
export const getBytes = async (address) => new Uint8Array(await (await reach(address, {})).arrayBuffer());

/** Staff's and unsigned requests; the page's CSRF value goes along where there is one. @param {string} address @param {unknown} body @param {string} [work] @returns {Promise<any>} */
export const post = async (address, body, work) => {
  const token = csrf();
  const headers = { "content-type": "application/json", accept: "application/json", ...(token && { "fyren-csrf": token }), ...(work && { "fyren-work": work }) };
  return json(await reach(address, { method: "POST", headers, body: JSON.stringify(body) }));
};

/** What costs work. */
const WORKED = new Set(["enquiry", "write", "file"]);
const TRIES_AT_MOST = 4;

/**
 * One signed request: challenge, work where it is demanded, signature, answer. A challenge that grew too old is renewed,
 * and for more work the page goes on; what was sent is sent again as it was.
 * @param {number} asker  handle @param {string} op @param {string} address @param {Uint8Array} body @param {string} type
 * @param {(seconds: number) => void} [working]
 */
const signed = async (asker, op, address, body, type, working = () => {}) => {
  for (let tries = 1; ; tries += 1) {
    const given = await get(`/kanal/utmaning?op=${op}&bytes=${body.length}`);
    const work = WORKED.has(op) ? { "fyren-work": await finishWork(given, working) } : {};
    const { signature } = await signRequest(asker, op, given.challenge, body);
    const headers = { "content-type": type, "fyren-challenge": given.challenge, "fyren-signature": signature, ...work };
    try {
      const response = await reach(address, { method: "POST", headers, body: /** @type {BodyInit} */ (body) });
      if (WORKED.has(op)) endWork();
      return response;
    } catch (fault) {
      if (tries === TRIES_AT_MOST || !(fault instanceof Problem && [401, 428].includes(fault.status))) throw fault;
      if (fault.status === 401) endWork();
    }
  }
};

const bytesOf = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));

/** @param {number} asker @param {string} op @param {string} address @param {unknown} body @param {(seconds: number) => void} [working] @returns {Promise<any>} */
export const postSigned = async (asker, op, address, body, working) =>
  json(await signed(asker, op, address, bytesOf(body), "application/json", working));

/** A sealed file, behind its header of JSON. @param {number} asker @param {{locator: string, attachment: string}} about @param {Uint8Array} sealed @param {(seconds: number) => void} [working] */
export const sendFile = async (asker, about, sealed, working) => {
  const header = bytesOf(about);
  const body = new Uint8Array(4 + header.length + sealed.length);
  new DataView(body.buffer).setUint32(0, header.length);
  body.set(header, 4);
  body.set(sealed, 4 + header.length);
  await signed(asker, "file", "/kanal/fil", body, "application/octet-stream", working);
};

/** @param {number} asker @param {{locator: string, attachment: string}} about @returns {Promise<Uint8Array>}  sealed */
export const fetchFile = async (asker, about) => {
  const response = await signed(asker, "fetch", "/kanal/fil/hamta", bytesOf(about), "application/json");
  return new Uint8Array(await response.arrayBuffer());
};

const rest = (/** @type {number} */ milliseconds) => new Promise((resolve) => {
  const wake = () => {
    clearTimeout(timer);
    removeEventListener("online", wake);
    resolve(undefined);
  };
  const timer = setTimeout(wake, milliseconds);
  addEventListener("online", wake);
});

/**
 * Tries an act that may safely be done twice until the network carries it; rests longer each time and
 * wakes when the network returns. Other faults end it.
 * @template T
 * @param {() => Promise<T>} act @param {(tries: number) => void} [waiting]  tells the page that it waits
 * @returns {Promise<T>}
 */
export const persist = async (act, waiting = () => {}) => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (fault) {
      if (!(fault instanceof Offline)) throw fault;
      waiting(tries);
      await rest(Math.min(30_000, 1_000 * 2 ** (tries - 1)));
    }
  }
};
