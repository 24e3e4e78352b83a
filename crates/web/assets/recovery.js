// The page of recovery: a holder accepts her place in the circle, and passes on her share once the code that the
// recovering colleague reads to her is the one her own browser shows.

import { whenSent } from "./alert.js";
import { get, post } from "./channel.js";
import { compareCard, passShare, signCircle } from "./holder.js";
import { unlock } from "./keys.js";
import { keepShares } from "./shares.js";

const ACCEPTANCE = "/hub/aterstallning/samtycke";

const acceptance = /** @type {HTMLFormElement | null} */ (document.getElementById("acceptance"));
if (acceptance) {
  whenSent(acceptance, async () => {
    const { root } = await unlock();
    await post(ACCEPTANCE, await signCircle(root, await get(ACCEPTANCE)));
    await keepShares(root).catch(() => {});
    location.reload();
  });
  acceptance.hidden = false;
}

/** @param {HTMLFormElement} form */
const offer = async (form) => {
  const held = await get(form.action);
  const { code } = await compareCard(held.centre, held.staff, held.card);
  /** @type {HTMLElement} */ (form.querySelector("[data-code]")).textContent = code;
  // What is passed on is sealed for the card whose code was shown, whatever the server says by then.
  whenSent(form, async () => {
    const { root } = await unlock();
    await post(form.action, await passShare(root, held));
    location.reload();
  });
  form.hidden = false;
};

// Her browser is not there yet: the page says so itself once it is.
if (document.querySelector("[data-waiting]")) new EventSource("/hub/nyheter").addEventListener("queue", () => location.reload());

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.pass"))) offer(form).catch(() => {});
