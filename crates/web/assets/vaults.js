// The vaults of one matter, opened by one's own wraps or, before triage, by the intake's.

import { get, post, Problem } from "./channel.js";
import { checkHolders } from "./directory.js";
import { openIntake } from "./holder.js";
import { unlock } from "./keys.js";
import { makeWraps, openVault, rotateKey } from "./module.js";

/** @typedef {import("./module.js").Wrap} Wrap */
/** @typedef {import("./module.js").SealedEntry & {author_name: string, hour: string}} Written */
/** @typedef {{vault: string, next: number, outdated: boolean, wraps: Wrap[], entries: Written[]}} SealedVault */
/** @typedef {{holder: string, card: string, name: string}} Holder */
/**
 * What /hub/arenden/…/forseglat gives: `staff` are all who could read, `readers` those who do.
 * @typedef {{matter: string, centre: string, thread: SealedVault | null, notes: SealedVault | null,
 *   intake: {epoch: string, wrap: string}[], phrase: Holder | null, readers: Holder[], staff: Holder[]}} Sealed
 */

/** @param {string} address  of the matter @returns {Promise<Sealed>} */
export const findSealed = (address) => get(`${address}/forseglat`);

/**
 * A new key of an open vault, wrapped for who reads on and, in the thread, for the asker.
 * @param {Sealed} sealed @param {"thread" | "notes"} kind @param {number} handle @param {Holder[]} readers
 */
export const renewKey = async ({ phrase }, kind, handle, readers) => {
  const { key_number } = await rotateKey(handle);
  const asker = kind === "thread" && phrase ? [phrase] : [];
  return makeWraps(handle, [...readers, ...asker], key_number);
};

/**
 * New keys where somebody who had the old ones reads no more. Another reader's browser may be first.
 * @param {string} address  of the matter @param {Sealed} sealed @returns {Promise<boolean>}  whether there are any
 */
const renewKeys = async (address, sealed) => {
  const vaults = [];
  for (const kind of /** @type {const} */ (["thread", "notes"])) {
    const vault = sealed[kind];
    if (!vault?.outdated) continue;
    await checkHolders(sealed.readers);
    const handle = await openMatterVault(sealed, vault);
    if (handle !== null) vaults.push({ vault: vault.vault, wraps: await renewKey(sealed, kind, handle, sealed.readers) });
  }
  if (vaults.length === 0) return false;
  await post(`${address}/nyckel`, { vaults }).catch((fault) => {
    if (!(fault instanceof Problem && fault.status === 409)) throw fault;
  });
  return true;
};

/** The same as `findSealed`, under keys that only those have who read. @param {string} address @returns {Promise<Sealed>} */
export const findRenewed = async (address) => {
  const sealed = await findSealed(address);
  return (await renewKeys(address, sealed)) ? findSealed(address) : sealed;
};

/**
 * A handle to the open vault, or null where this staff member has no key.
 * @param {Sealed} sealed @param {SealedVault} vault @returns {Promise<number | null>}
 */
export const openMatterVault = async ({ intake }, { vault, wraps }) => {
  const { root, centre } = await unlock();
  const named = { centre, vault, wraps };
  const own = await openVault(root, named).catch(() => null);
  if (own !== null) return own;
  for (const { epoch, wrap } of intake) {
    const holder = await openIntake(root, { centre, epoch, wrap }).catch(() => null);
    const handle = holder === null ? null : await openVault(holder, named).catch(() => null);
    if (handle !== null) return handle;
  }
  return null;
};
