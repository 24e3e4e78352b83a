// What the public pages that seal have in common: their parts, what they say, and how faults are told.
// All words stand in the page; nothing here writes a sentence.

/** @param {string} name @param {ParentNode} [within] @returns {any} */
export const part = (name, within = document) => within.querySelector(`[data-part="${name}"]`);

/** A page that was left has no parts any more. @param {string} name @param {boolean} [visible] */
export const show = (name, visible = true) => part(name)?.toggleAttribute("hidden", !visible);

/** Fills the place a word is missing in. @param {ParentNode} within @param {string} name @param {string} text */
export const fill = (within, name, text) => {
  const place = within.querySelector(`[data-slot="${name}"]`);
  if (place) place.textContent = text;
};

/** @param {string} name  of a template @returns {HTMLElement} */
export const copy = (name) => part(name).content.firstElementChild.cloneNode(true);

/** A status line says one of the words it carries, or nothing. @param {string} name @param {string} [word] */
export const say = (name, word) => {
  const line = part(name);
  if (line) line.textContent = word ? line.dataset[word] : "";
};

/** Says about how long the page works before it sends; in steps, so that a listener is not told each second. @param {number} seconds  0 when it is done */
export const sayWorking = (seconds) => {
  const line = part("working");
  if (!line) return;
  line.hidden = seconds === 0;
  const [count, unit] = seconds > 50 ? [Math.ceil(seconds / 60), "minute"] : [5 * Math.ceil(seconds / 5), "second"];
  const text = new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(count);
  if (seconds > 0 && line.querySelector("[data-slot=left]").textContent !== text) fill(line, "left", text);
};

/** Shows one step of a page and leads the reader there. @param {string} from @param {string} to */
export const turn = (from, to) => {
  show(from, false);
  show(to);
  part(to).querySelector("h2[tabindex]")?.focus();
  scrollTo(0, 0);
};

/**
 * Marks what is wrong, lists it in the summary if the page has one, and leads there.
 * @param {HTMLElement} form @param {string[]} wrong  names of fields @returns {boolean}  whether anything is
 */
export const markFaults = (form, wrong) => {
  const lines = [];
  for (const message of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-fault]"))) {
    const name = message.dataset.fault ?? "";
    const control = document.getElementById(message.dataset.for ?? name);
    message.hidden = !wrong.includes(name);
    message.parentElement?.classList.toggle("has-fault", !message.hidden);
    if (message.hidden) {
      control?.removeAttribute("aria-invalid");
      continue;
    }
    if (control?.matches("input, select, textarea")) control.setAttribute("aria-invalid", "true");
    lines.push({ control, text: message.textContent ?? "" });
  }
  const summary = part("faults");
  if (!summary) {
    lines[0]?.control?.focus();
    return lines.length > 0;
  }
  summary.querySelector("ul").replaceChildren(...lines.map(({ control, text }) => lineTo(control, text)));
  summary.hidden = lines.length === 0;
  if (lines.length > 0) summary.focus();
  return lines.length > 0;
};

/** A line of the summary that leads to its field without leaving a mark in the address. @param {HTMLElement | null} control @param {string} text */
const lineTo = (control, text) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${control?.id ?? ""}`;
  link.textContent = text;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    control?.focus();
  });
  item.append(link);
  return item;
};

/** What the server or the module refused, in the server's words or the page's own. @param {string} words */
export const refuse = (words) => {
  const line = part("refused");
  if (!line) return;
  line.textContent = words;
  line.hidden = words === "";
};

/** The page's language, for dates and phrases. */
export const language = () => /** @type {"sv" | "en"} */ (document.documentElement.lang);
