// A circle is named: this browser makes the paper and shows it for print. Its 64 signs leave the browser on paper
// alone; the server gets its public card, and only after a line was typed back from the print.

import { whenSent } from "./alert.js";
import { post } from "./channel.js";
import { hasLine, makePaper } from "./holder.js";

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [form, confirmation] = ["circle-form", "confirm-form"].map((id) => /** @type {HTMLFormElement} */ (element(id)));
/** @param {string} name */
const chosen = (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));

const LINES = 4;
/** @type {{paper: number, lines: string[], card: string}} */
let made;
let asked = 0;

const show = async () => {
  const [first, second] = [chosen("first"), chosen("second")];
  if (!first.value || !second.value || first.value === second.value) throw "two_needed";
  made = await makePaper();
  element("seed").replaceChildren(...made.lines.map((line) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("bdi"), { textContent: line }));
    return item;
  }));
  element("holders").textContent = [first, second].map((one) => one.selectedOptions[0].text).join(", ");
  asked = 1 + crypto.getRandomValues(new Uint8Array(1))[0] % LINES;
  element("line-number").textContent = String(asked);
  form.hidden = true;
  element("paper").hidden = false;
  confirmation.hidden = false;
  element("paper-heading").focus();
};

const confirm = async () => {
  const line = /** @type {HTMLInputElement} */ (element("line"));
  if (!(await hasLine(made.paper, asked, line.value))) {
    line.focus();
    throw "wrong_line";
  }
  const { next } = await post(location.pathname, { first: chosen("first").value, second: chosen("second").value, paper: made.card });
  element("seed").replaceChildren();
  location.replace(next);
};

whenSent(form, show);
whenSent(confirmation, confirm);
element("print").addEventListener("click", () => print());
form.hidden = false;
