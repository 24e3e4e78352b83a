// Own second factors: makes a passkey in this browser. Everything else on the page is plain forms.

import { whenSent } from "./alert.js";
import { post } from "./channel.js";
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
