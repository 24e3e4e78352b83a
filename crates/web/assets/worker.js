// The worker that holds the browser module. It is told the pinned phrase key once, then answers one act
// at a time. Nothing but handles and results leaves it. The build puts the module's own address and
// hash in place of its name, so whoever trusts these bytes trusts those.

import init, * as fyren from "./fyren.js";

const MODULE = "./fyren_bg.wasm";
const INTEGRITY = "integrity:fyren_bg.wasm";

/** @type {Promise<{memory: WebAssembly.Memory}>} */
let ready;

/** @param {string} phraseKey */
const load = async (phraseKey) => {
  const exports = await init({ module_or_path: await fetch(MODULE, { integrity: INTEGRITY }) });
  fyren.pin_phrase_key(phraseKey);
  return exports;
};

/** Structured values cross into the module as JSON; bytes, numbers and words as they are. @param {any} value */
const given = (value) =>
  (value !== null && typeof value === "object" && !(value instanceof Uint8Array)) ? JSON.stringify(value) : value;

/** @param {any} value  JSON, a handle, bytes, or a parcel: bytes and what they are */
const taken = (value) => {
  if (typeof value === "string") return JSON.parse(value);
  if (value instanceof fyren.Parcel) return { ...JSON.parse(value.about()), bytes: value.into_bytes() };
  return value;
};

/** @type {Record<string, (...given: any[]) => any>} */
const acts = {
  ...fyren,
  warm: () => undefined,
  wipe: async () => {
    fyren.wipe();
    new Uint8Array((await ready).memory.buffer).fill(0);
    self.close();
  },
};

/** @param {{id: number, act: string, given: any[]}} question */
const answer = async ({ id, act, given: values }) => {
  try {
    await ready;
    const value = taken(await acts[act](...values.map(given)));
    const bytes = value?.bytes ?? value;
    postMessage({ id, value }, { transfer: bytes instanceof Uint8Array ? [bytes.buffer] : [] });
  } catch (fault) {
    postMessage({ id, fault: typeof fault === "string" ? fault : "no_module" });
  }
};

onmessage = ({ data }) => {
  if ("phraseKey" in data) {
    ready = load(data.phraseKey);
    ready.catch(() => {});
  } else {
    answer(data);
  }
};
