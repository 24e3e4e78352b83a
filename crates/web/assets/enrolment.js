// Enrolment: the invited person chooses a passphrase; this browser makes the root key, registers
// the passphrase without sending it (OPAQUE), and wraps the root key under what only it gives.

import { whenSent } from "./alert.js";
import { post } from "./channel.js";
import { finishRegistration, makeRoot, startRegistration, wrapRoot } from "./holder.js";
import { keep } from "./keys.js";
import { makePhrase } from "./module.js";

const SHORTEST = 12;
const address = location.pathname;
const token = location.hash.slice(1);
const form = /** @type {HTMLFormElement} */ (document.getElementById("enrolment-form"));
/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const passphrase = () => field("passphrase").value.normalize("NFC");
const length = () => [...passphrase()].length;

const showStrength = () => {
  element("length").textContent = String(length());
  element("too-short").hidden = length() >= SHORTEST;
  element("long-enough").hidden = length() < SHORTEST;
};

const suggest = async () => {
  const { words } = await makePhrase("sv");
  element("suggested-words").textContent = words.join(" ");
  element("suggestion").hidden = false;
  field("passphrase").value = words.join(" ");
  field("again").value = "";
  showStrength();
};

const enrol = async () => {
  if (length() < SHORTEST) return refuse("passphrase", "too_short");
  if (passphrase() !== field("again").value.normalize("NFC")) return refuse("again", "not_the_same");
  const { registration, request } = await startRegistration(passphrase());
  const { staff, response } = await post(`${address}/start`, { token, request });
  const { upload, exported } = await finishRegistration(registration, response);
  const { root, card } = await makeRoot(staff);
  const { wrapped_root } = await wrapRoot(root, exported);
  const { session_secret, next } = await post(`${address}/avslut`, { token, upload, card, wrapped_root });
  await keep(root, session_secret);
  location.assign(next);
};

/** @param {string} name @param {string} code */
const refuse = (name, code) => {
  field(name).setAttribute("aria-invalid", "true");
  field(name).focus();
  throw code;
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

form.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement) target.removeAttribute("aria-invalid");
  showStrength();
});
element("suggest").addEventListener("click", () => suggest().catch(() => {}));
whenSent(form, enrol);
greet();
