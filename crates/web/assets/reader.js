// Who reads a matter. The keys are wrapped here, in the browser of somebody who already has them. Each
// change makes a new key for what comes after: who was taken away, or has gone by herself, never gets it.

import { post, Problem } from "./channel.js";
import { checkHolders } from "./directory.js";
import { makeWraps } from "./module.js";
import { findSealed, openMatterVault, renewKey } from "./vaults.js";

/** @typedef {import("./vaults.js").Sealed} Sealed */
/** @typedef {import("./vaults.js").Holder} Holder */

const form = /** @type {HTMLFormElement} */ (document.getElementById("readers"));
const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const address = form.dataset.address ?? "";

/** Staff by what was chosen for them. @param {"reads" | "excluded"} choice */
const chosen = (choice) =>
  [...form.querySelectorAll(`input[value=${choice}]:checked`)].map((input) => /** @type {HTMLInputElement} */ (input).name);

/**
 * The keys a vault has, for those who are new; and a new key for all, once somebody has read.
 * @param {Sealed} sealed @param {"thread" | "notes"} kind @param {Holder[]} readers @param {boolean} rotates
 */
const rewrap = async (sealed, kind, readers, rotates) => {
  const vault = sealed[kind];
  if (!vault) return [];
  const handle = await openMatterVault(sealed, vault);
  if (handle === null) throw new Error("no key");
  const added = readers.filter(({ holder }) => !sealed.readers.some((reader) => reader.holder === holder));
  const wraps = await makeWraps(handle, added);
  if (rotates) wraps.push(...await renewKey(sealed, kind, handle, readers));
  return [{ vault: vault.vault, wraps }];
};

const save = async () => {
  const sealed = await findSealed(address);
  const [reads, excluded] = [chosen("reads"), chosen("excluded")];
  const readers = sealed.staff.filter(({ holder }) => reads.includes(holder));
  await checkHolders(readers);
  const rotates = sealed.readers.length > 0;
  const vaults = [...await rewrap(sealed, "thread", readers, rotates), ...await rewrap(sealed, "notes", readers, rotates)];
  await post(form.action, { revision: form.dataset.revision, readers: reads, excluded, vaults });
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  button.disabled = true;
  said.textContent = form.dataset.wrapping ?? "";
  try {
    await save();
    location.assign(address);
  } catch (fault) {
    said.textContent = fault instanceof Problem ? `${fault.title} ${fault.detail}` : form.dataset.failed ?? "";
    button.disabled = false;
  }
});
