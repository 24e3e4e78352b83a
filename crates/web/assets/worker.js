// The worker that holds the browser module. It is told once where the module lies and which bytes it
// must have, then answers one act at a time. Nothing but handles and results leaves it.

import init, * as fyren from './fyren.js';

/** @type {Promise<{memory: WebAssembly.Memory}>} */
let ready;

/** @param {{module: string, integrity?: string, phraseKey: string}} place */
const load = async ({ module, integrity, phraseKey }) => {
  const response = await fetch(module, integrity ? { integrity } : {});
  const exports = await init({ module_or_path: response });
  fyren.pin_phrase_key(phraseKey);
  return exports;
};

/** Structured values cross into the module as JSON; bytes, numbers and words as they are. @param {any} value */
const given = (value) =>
  (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) ? JSON.stringify(value) : value;

/** @param {any} value  JSON, a handle, bytes, or a parcel: bytes and what they are */
const taken = (value) => {
  if (typeof value === 'string') return JSON.parse(value);
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
    postMessage({ id, fault: typeof fault === 'string' ? fault : 'no_module' });
  }
};

onmessage = ({ data }) => {
  if (data.module) {
    ready = load(data);
    ready.catch(() => {});
  } else {
    answer(data);
  }
};
