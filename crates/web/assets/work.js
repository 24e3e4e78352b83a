// Work for what is being written: begun when somebody begins to write, and done, as a rule, long before she sends.
// A challenge is worked on until something was sent with it, or for as long as the server takes it.

import { workDone, workFor, workLeft } from "./module.js";

/** The server takes work for two hours. */
const LIFE_MILLISECONDS = 110 * 60_000;
/** Nobody is told of a wait shorter than this. */
const SILENT_MILLISECONDS = 800;

/** @type {{challenge: string, since: number} | undefined} */
let begun;

/** Whether there is something to go on with. */
export const isWorking = () => begun !== undefined && performance.now() - begun.since < LIFE_MILLISECONDS;

/** Begins, unless something is begun. @param {{challenge: string, demand: number}} given  by the server */
export const beginWork = async ({ challenge, demand }) => {
  if (!isWorking()) begun = { challenge, since: performance.now() };
  await workFor(/** @type {{challenge: string}} */ (begun).challenge, demand);
};

/** What was begun is used up, or worth nothing. */
export const endWork = () => {
  begun = undefined;
};

/**
 * What goes along with a request that demands work.
 * @param {{challenge: string, demand: number}} given @param {(seconds: number) => void} waiting  told about how long it takes, and 0 when it is done
 * @returns {Promise<string>}
 */
export const finishWork = async (given, waiting) => {
  await beginWork(given);
  const { challenge } = /** @type {{challenge: string}} */ (begun);
  const tell = () => workLeft(given.demand).then((seconds) => timer && waiting(Math.max(1, seconds))).catch(() => {});
  let timer = setInterval(tell, SILENT_MILLISECONDS);
  try {
    const { proof } = await workDone(challenge, given.demand);
    return `${challenge}.${proof}`;
  } finally {
    clearInterval(timer);
    timer = 0;
    waiting(0);
  }
};
