// Before a text is sealed: what in it could tell who it is about is shown below its field. Numbers must
// go; the rest may be kept with a reason, which is sealed with the text. The text is looked at in the
// worker of this page and nowhere else.

import { findIdentities } from "./module.js";

const PAUSE_MILLISECONDS = 700;

/** @typedef {import("./module.js").Finding} Finding */
/** @typedef {{kind: string, reason: string}} Kept */

/** The words of a finding. @param {string} text @param {Finding} finding */
const wordsOf = (text, { start, end }) => [...text].slice(start, end).join("");

/** @param {string} code @returns {string}  what a kind or a reason is called on this page */
export const called = (code) => document.querySelector(`[data-called] [data-code="${code}"]`)?.textContent ?? "";

/**
 * Watches a text field.
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 * @returns {{check: () => Promise<{clear: boolean, kept: Kept[]}>}}  `check` looks once more and leads to what must be decided
 */
export const watchText = (field) => {
  const box = document.querySelector(`[data-findings="${field.id}"]`);
  const status = document.querySelector(`[data-findings-status="${field.id}"]`);
  const list = box.querySelector("ul");
  /** Why something stays, by kind and words. @type {Map<string, string>} */
  const reasons = new Map();
  /** @type {Finding[]} */
  let findings = [];
  let turn = 0;
  let pause = 0;

  /** @param {Finding} finding */
  const key = (finding) => `${finding.kind} ${wordsOf(field.value, finding)}`;
  const undecided = () => findings.filter((finding) => finding.blocks || !reasons.get(key(finding)));

  const mark = () => {
    if (undecided().length > 0) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };

  const look = async () => {
    clearTimeout(pause);
    const now = (turn += 1);
    const found = field.value.trim() ? await findIdentities(field.value) : [];
    if (now !== turn) return;
    findings = found;
    show();
  };

  const show = () => {
    const hadNone = box.hidden;
    box.hidden = findings.length === 0;
    box.querySelector("[data-blocked]").hidden = !findings.some(({ blocks }) => blocks);
    list.replaceChildren(...findings.map(lineOf));
    mark();
    status.textContent = box.hidden ? "" : hadNone ? status.dataset.found : status.textContent;
  };

  /** @param {Finding} finding */
  const lineOf = (finding) => {
    const line = box.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("q").textContent = wordsOf(field.value, finding);
    line.querySelector("span").textContent = called(finding.kind);
    line.querySelector("button").addEventListener("click", () => cut(finding));
    const keep = line.querySelector("select");
    if (finding.blocks) keep.closest("label").remove();
    keep.value = reasons.get(key(finding)) ?? "";
    keep.addEventListener("change", () => {
      reasons.set(key(finding), keep.value);
      mark();
    });
    return line;
  };

  /** @param {Finding} finding */
  const cut = async ({ start, end }) => {
    const signs = [...field.value];
    signs.splice(start, end - start, box.dataset.removed);
    field.value = signs.join("");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await look();
    (box.hidden ? field : box.querySelector("h3")).focus();
  };

  const check = async () => {
    await look();
    const clear = undecided().length === 0;
    if (!clear) box.querySelector("h3").focus();
    const kept = findings.map((finding) => ({ kind: finding.kind, reason: reasons.get(key(finding)) ?? "" }));
    return { clear, kept };
  };

  // Fetched while the first words are typed.
  field.addEventListener("focus", () => findIdentities("").catch(() => {}), { once: true });
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => look().catch(() => {}), PAUSE_MILLISECONDS);
  });
  return { check };
};
