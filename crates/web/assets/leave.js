// The way out. The link works without this file; with it the page is emptied first, the visit is
// replaced and not added in the history, and three Shifts do the same. Nothing comes back with Back.

const link = () => /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-leave]"));
const status = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-leave-status]"));
const WINDOW_MILLISECONDS = 5_000;

/** @type {Array<() => unknown>} */
const acts = [];

/** What must be forgotten when the page goes. @param {() => unknown} act */
export const atLeave = (act) => acts.push(act);

const blank = () => {
  document.body.replaceChildren();
  for (const act of acts.splice(0)) act();
};

const leave = () => {
  const address = link()?.href ?? "/lamna";
  blank();
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

const expire = () => {
  if (pressed > 0) announce("over");
  pressed = 0;
};

const press = () => {
  pressed += 1;
  clearTimeout(timer);
  if (pressed === 3) return leave();
  announce(pressed === 1 ? "more" : "once");
  timer = setTimeout(expire, WINDOW_MILLISECONDS);
};

addEventListener("keydown", ({ key, repeat }) => {
  if (repeat) return;
  alone = key === "Shift";
  if (!alone && pressed > 0) {
    clearTimeout(timer);
    pressed = 0;
    announce();
  }
});
addEventListener("keyup", ({ key }) => {
  if (key === "Shift" && alone) press();
});
addEventListener("pointerdown", () => { alone = false; });

link()?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
addEventListener("pagehide", blank);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
