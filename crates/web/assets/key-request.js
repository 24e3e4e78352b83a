// Gives the keys of a matter to a colleague who asks for them: they are wrapped here, by somebody who reads it.

import { post, Problem } from "./channel.js";
import { checkHolders } from "./directory.js";
import { makeWraps } from "./module.js";
import { findRenewed, openMatterVault } from "./vaults.js";

const part = /** @type {HTMLElement} */ (document.getElementById("key-requests"));
const address = part.dataset.address ?? "";

/** Every key there is, for one holder. @param {string} name */
const wrapFor = async (name) => {
  const sealed = await findRenewed(address);
  const holder = sealed.staff.filter((one) => one.holder === name);
  await checkHolders(holder);
  const vaults = [];
  for (const vault of [sealed.thread, sealed.notes]) {
    if (!vault) continue;
    const handle = await openMatterVault(sealed, vault);
    if (handle === null) throw new Error("no key");
    vaults.push({ vault: vault.vault, wraps: await makeWraps(handle, holder) });
  }
  return { vaults };
};

for (const form of part.querySelectorAll("form.gift")) {
  const gift = /** @type {HTMLFormElement} */ (form);
  const said = /** @type {HTMLElement} */ (gift.querySelector("[role=status]"));
  gift.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (gift.querySelector("button"));
    button.disabled = true;
    said.textContent = part.dataset.wrapping ?? "";
    try {
      await post(gift.action, await wrapFor(gift.dataset.holder ?? ""));
      location.assign(address);
    } catch (fault) {
      said.textContent = fault instanceof Problem ? `${fault.title} ${fault.detail}` : part.dataset.failed ?? "";
      button.disabled = false;
    }
  });
}
