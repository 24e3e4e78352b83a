// Says on the page what went wrong, in the words of the server or of the page itself. The page
// holds `<div id="alert" role="alert">` and, for faults the server never sees, hidden elements
// `<p data-fault="refused">`.

import { Offline, Problem } from "./channel.js";
import { ModuleFault } from "./module.js";

/** @param {string} code */
const own = (code) =>
  document.querySelector(`[data-fault="${code}"]`) ?? document.querySelector(`[data-fault="other"]`);

/** @param {unknown} fault @returns {string} */
const words = (fault) => {
  if (fault instanceof Problem && fault.title) return [fault.title, fault.detail].filter(Boolean).join(" ");
  if (fault instanceof Offline) return own("offline")?.textContent ?? "";
  if (fault instanceof ModuleFault) return own(fault.code)?.textContent ?? "";
  if (fault instanceof DOMException) return own("passkey")?.textContent ?? "";
  return own(String(fault instanceof Error ? "other" : fault))?.textContent ?? "";
};

/** @param {string} text */
const show = (text) => {
  const alert = document.querySelector("#alert");
  if (!(alert instanceof HTMLElement)) return;
  alert.textContent = text;
  alert.hidden = text === "";
};

/**
 * Does one thing at a time when a form is sent: its button rests meanwhile, a fault is shown, and
 * what was typed stays.
 * @param {HTMLFormElement} form @param {() => Promise<void>} act
 */
export const whenSent = (form, act) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    show("");
    try {
      await act();
    } catch (fault) {
      show(words(fault));
    } finally {
      form.ariaBusy = "false";
    }
  });
};
