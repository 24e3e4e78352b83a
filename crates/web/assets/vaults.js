// The vaults of one matter, opened by one's own wraps or, before triage, by the intake's.

import { get } from "./channel.js";
import { openIntake } from "./holder.js";
import { unlock } from "./keys.js";
import { openVault } from "./module.js";

/** @typedef {import("./module.js").Wrap} Wrap */
/** @typedef {import("./module.js").SealedEntry & {author_name: string, hour: string}} Written */
/** @typedef {{vault: string, next: number, wraps: Wrap[], entries: Written[]}} SealedVault */
/** @typedef {{holder: string, card: string, name: string}} Holder */
/**
 * What /hub/arenden/…/forseglat gives: `staff` are all who could read, `readers` those who do.
 * @typedef {{matter: string, centre: string, thread: SealedVault | null, notes: SealedVault | null,
 *   intake: {epoch: string, wrap: string}[], phrase: Holder | null, readers: Holder[], staff: Holder[]}} Sealed
 */

/** @param {string} address  of the matter @returns {Promise<Sealed>} */
export const findSealed = (address) => get(`${address}/forseglat`);

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
