// The way out. The link works without this file; with it the page is emptied first, the visit is
// replaced and not added in the history, and three Shifts do the same. Nothing comes back with Back.

const link = () => /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-leave]"));
const status = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-leave-status]"));
/** From the first Shift to the third. */
const WINDOW_MILLISECONDS = 5_000;

/** @type {Array<() => unknown>} */
const acts = [];

/** What must be forgotten when the page goes. @param {() => unknown} act */
export const atLeave = (act) => acts.push(act);

/** A browser that puts pages back would put back what stands in fields: they are emptied, not only taken away. */
const emptyFields = () => {
  for (const form of document.forms) form.reset();
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, textarea, select"))) field.value = "";
};

const blank = () => {
  emptyFields();
  document.body.replaceChildren();
  for (const act of acts.splice(0)) act();
};

/** Whoever hears the page hears that it is gone; nothing is seen. @param {string} words */
const sayAway = (words) => {
  const line = document.createElement("p");
  line.className = "ds-sr-only";
  line.role = "alert";
  document.body.append(line);
  line.textContent = words;
};

const leave = () => {
  const address = link()?.href ?? "/lamna";
  const words = status()?.dataset.away ?? "";
  blank();
  if (words) {
    document.title = words;
    sayAway(words);
  }
  location.replace(address);
};

let pressed = 0;
let alone = false;
/** @type {number | undefined} */
let timer;

/** @param {string} [word]  of the status element's data */
const announce = (word) => {
  const element = status();
  if (element) element.textContent = word ? element.dataset[word] ?? "" : "";
};

const forgetPresses = () => {
  clearTimeout(timer);
  pressed = 0;
};

const expire = () => {
  forgetPresses();
  announce("over");
};

const press = () => {
  pressed += 1;
  if (pressed === 1) timer = setTimeout(expire, WINDOW_MILLISECONDS);
  if (pressed === 3) return leave();
  announce(pressed === 1 ? "more" : "once");
};

/** Shift that makes a capital, chooses a keyboard or extends a selection is not Shift alone. */
const spoil = () => {
  alone = false;
  if (pressed === 0) return;
  forgetPresses();
  announce();
};

addEventListener("keydown", ({ key, repeat, ctrlKey, altKey, metaKey, isComposing }) => {
  if (key !== "Shift" || ctrlKey || altKey || metaKey || isComposing) spoil();
  else if (!repeat) alone = true;
});
addEventListener("keyup", ({ key }) => {
  if (key !== "Shift" || !alone) return;
  alone = false;
  press();
});
addEventListener("pointerdown", spoil);

link()?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
addEventListener("pagehide", blank);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  blank();
  location.reload();
});
