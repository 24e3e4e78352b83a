// A new passphrase: how long it is, five words if none comes to mind, and the same once more.

import { makePhrase } from "./module.js";

const SHORTEST = 12;
/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Watches the fields `passphrase` and `again` of a form.
 * @param {HTMLFormElement} form
 * @returns {() => string}  gives the passphrase, or throws the code of what is wrong with it
 */
export const watchPassphrase = (form) => {
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const length = () => [...field("passphrase").value.normalize("NFKC")].length;

  const showStrength = () => {
    element("length").textContent = String(length());
    element("too-short").hidden = length() >= SHORTEST;
    element("long-enough").hidden = length() < SHORTEST;
  };

  const suggest = async () => {
    const { words } = await makePhrase();
    element("suggested-words").textContent = words.join(" ");
    element("suggestion").hidden = false;
    field("passphrase").value = words.join(" ");
    field("again").value = "";
    showStrength();
  };

  /** @param {string} name @param {string} code */
  const refuse = (name, code) => {
    field(name).setAttribute("aria-invalid", "true");
    field(name).focus();
    throw code;
  };

  form.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement) target.removeAttribute("aria-invalid");
    showStrength();
  });
  element("suggest").addEventListener("click", () => suggest().catch(() => {}));

  return () => {
    if (length() < SHORTEST) refuse("passphrase", "too_short");
    if (field("passphrase").value !== field("again").value) refuse("again", "not_the_same");
    return field("passphrase").value;
  };
};
