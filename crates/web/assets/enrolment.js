// Enrolment: the invited person chooses a passphrase; this browser makes the root key, registers
// the passphrase without sending it (OPAQUE), and wraps the root key under what only it gives.

import { whenSent } from "./alert.js";
import { post } from "./channel.js";
import { finishRegistration, makeRoot, startRegistration, wrapRoot } from "./holder.js";
import { keep } from "./keys.js";
import { watchPassphrase } from "./passphrase.js";

const address = location.pathname;
const token = location.hash.slice(1);
const form = /** @type {HTMLFormElement} */ (document.getElementById("enrolment-form"));
/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const passphrase = watchPassphrase(form);

const enrol = async () => {
  const { registration, request } = await startRegistration(passphrase());
  const { staff, response } = await post(`${address}/start`, { token, request });
  const { upload, exported } = await finishRegistration(registration, response);
  const { root, card } = await makeRoot(staff);
  const { wrapped_root } = await wrapRoot(root, exported);
  const { session_secret, next } = await post(`${address}/avslut`, { token, upload, card, wrapped_root });
  await keep(root, session_secret);
  location.assign(next);
};

/** Shows who is invited; the token leaves the address so that it stays in no history. */
const greet = async () => {
  history.replaceState(null, "", address);
  try {
    const invited = await post(`${address}/inbjudan`, { token });
    for (const name of ["name", "handle", "title", "centre"]) element(`invited-${name}`).textContent = invited[name];
    element("invited").hidden = false;
  } catch {
    element("no-invitation").hidden = false;
  }
  element("looking").hidden = true;
};

whenSent(form, enrol);
greet();
