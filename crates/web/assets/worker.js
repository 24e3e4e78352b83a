// The worker that holds the browser module: it answers one act at a time. Nothing but handles and results
// leaves it. The build puts the module's own address and hash in place of its name, so whoever trusts
// these bytes trusts those.

import init from "./fyren.js";
import * as acts from "./acts.js";

const MODULE = "./fyren_bg.wasm";
const INTEGRITY = "integrity:fyren_bg.wasm";

/** @type {Promise<{memory: WebAssembly.Memory}> | undefined} */
let ready;

// As bytes, not as a response: a browser notes on disk what it compiles from a response.
const load = async () => {
  const bytes = await (await fetch(MODULE, { integrity: INTEGRITY })).arrayBuffer();
  return init({ module_or_path: bytes });
};

/** @param {string} act @returns {Promise<(...given: any[]) => any>} */
const find = async (act) => {
  if (act === "find_identities") return (await textActs()).find_identities;
  await (ready ??= load());
  return act in acts ? /** @type {any} */ (acts)[act] : /** @type {any} */ (await import("./staff_acts.js"))[act];
};

/** @type {Promise<typeof import("./text_acts.js")> | undefined} */
let looked;
const textActs = () => (looked ??= import("./text_acts.js"));

/** Zeroes every key, and then all memory the modules ever used; keys first, as the other may still be on its way. Whoever asked for it ends the worker next. */
const wipe = async () => {
  acts.forgetAll();
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
