// A new passphrase: how long it is, whether it is easily foreseen, five words if none comes to mind, and the same once more.

import { makePhrase } from "./module.js";
import { isPredictable } from "./predictable.js";

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
  const own = (element("strength").dataset.words ?? "").split(" ").filter(Boolean);
  const foreseen = () => isPredictable(field("passphrase").value, own);

  const showStrength = () => {
    element("length").textContent = String(length());
    const isLong = length() >= SHORTEST;
    element("too-short").hidden = isLong;
    element("foreseen").hidden = !isLong || !foreseen();
    element("long-enough").hidden = !isLong || foreseen();
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
    if (foreseen()) refuse("passphrase", "foreseen");
    if (field("passphrase").value !== field("again").value) refuse("again", "not_the_same");
    return field("passphrase").value;
  };
};
