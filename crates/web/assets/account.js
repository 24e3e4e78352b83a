// Own second factors: makes a passkey in this browser, and shows the digits a coordinator compares. Everything else on
// the page is plain forms.

import { whenSent } from "./alert.js";
import { post } from "./channel.js";
import { compareCard } from "./holder.js";
import { unlock } from "./keys.js";
import { available, make } from "./passkey.js";

const address = location.pathname;
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("passkey-form"));

const add = async () => {
  const { attempt, options } = await post(`${address}/nycklar/start`, {});
  const credential = await make(options);
  const name = /** @type {HTMLInputElement} */ (form?.elements.namedItem("name")).value;
  const { next } = await post(`${address}/nycklar/avslut`, { attempt, credential, name });
  location.assign(next);
};

if (form && available()) {
  whenSent(form, add);
  form.hidden = false;
}

const own = document.getElementById("own-code");

/** The digits of one's own card, made from the key that lies here and not from what the server says. @param {HTMLElement} own */
const showCode = async (own) => {
  const { centre, staff, card } = await unlock();
  const { code } = await compareCard(centre, staff, card);
  /** @type {HTMLElement} */ (own.querySelector("[data-slot]")).textContent = code;
  own.hidden = false;
};

if (own) showCode(own).catch(() => {});
