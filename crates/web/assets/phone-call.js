// Logging a call while talking: a timer, a draft that survives a lost network and a closed lid, and one
// act that saves. The draft lies on this machine sealed by a key that only this staff member has.

import { Offline, persist, post, Problem, watchConnection } from "./channel.js";
import { watchText } from "./deidentify.js";
import { openDraft, sealDraft } from "./holder.js";
import { unlock, watchIdle } from "./keys.js";
import { makeVault, makeWraps, sealEntry } from "./module.js";

const DRAFT = "call";
const form = /** @type {HTMLFormElement} */ (document.getElementById("phone-call"));
const note = /** @type {HTMLTextAreaElement} */ (document.getElementById("note"));
const minutes = /** @type {HTMLInputElement} */ (document.getElementById("minutes"));
const timer = /** @type {HTMLElement} */ (document.getElementById("timer"));
const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const place = `fyren-${DRAFT}`;

let matter = form.dataset.matter ?? "";
let begun = Date.now();
let minutesTyped = false;
/** @type {Promise<void>} */
let saving = Promise.resolve();

/** A text of the page, kept in its markup. @param {string} name */
const words = (name) => status.dataset[name] ?? "";

/** Every answer by its field, several for check boxes. @returns {Record<string, string[]>} */
const answers = () => {
  /** @type {Map<string, string[]>} */
  const all = new Map();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value && name !== "csrf") all.set(name, [...(all.get(name) ?? []), value]);
  }
  return Object.fromEntries(all);
};

/** @param {Record<string, string[]>} answered */
const fill = (answered) => {
  const all = new Map(Object.entries(answered));
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = all.get(field.name)?.includes(field.value) ?? false;
    } else if (field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      if (field.name && field.name !== "csrf") field.value = all.get(field.name)?.[0] ?? "";
    }
  }
};

/** Seals the half-filled log and keeps it on this machine. */
const keepDraft = () => {
  saving = saving.then(async () => {
    const { root } = await unlock();
    const { sealed } = await sealDraft(root, DRAFT, { matter, begun, minutesTyped, answers: answers() });
    localStorage.setItem(place, sealed);
    status.textContent = words("kept");
  }).catch(() => {
    status.textContent = words("unkept");
  });
};

const restoreDraft = async () => {
  const sealed = localStorage.getItem(place);
  if (!sealed) return;
  const { root } = await unlock();
  const draft = await openDraft(root, DRAFT, sealed).catch(() => null);
  if (!draft) return;
  ({ matter, begun, minutesTyped } = draft);
  fill(draft.answers);
  status.textContent = words("restored");
};

const showTime = () => {
  const seconds = Math.floor((Date.now() - begun) / 1000);
  timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (!minutesTyped) minutes.value = String(Math.max(1, Math.ceil(seconds / 60)));
};

const watched = watchText(note);

/** The note in a vault of its own, if there is one. @param {import("./deidentify.js").Kept[]} kept */
const sealNote = async (kept) => {
  const text = note.value.trim();
  if (!text) return null;
  const { root, staff, centre, card } = await unlock();
  const { handle, vault } = await makeVault(centre);
  const wraps = await makeWraps(handle, [{ holder: `staff:${staff}`, card }]);
  const entry = await sealEntry(handle, root, { number: 1, kind: "note", content: { text, kept } });
  return { vault, wraps, entry };
};

/** @param {Record<string, string>} faults  messages by field */
const showFaults = (faults) => {
  const summary = /** @type {HTMLElement} */ (document.getElementById("faults"));
  const list = /** @type {HTMLElement} */ (summary.querySelector("ul"));
  list.replaceChildren(...Object.entries(faults).map(([field, message]) => {
    const link = document.createElement("a");
    link.href = `#${field}`;
    link.textContent = message;
    const line = document.createElement("li");
    line.append(link);
    return line;
  }));
  summary.hidden = false;
  summary.focus();
};

/** @param {string} act */
const save = async (act) => {
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  status.textContent = words("saving");
  try {
    const { clear, kept } = await watched.check();
    if (!clear) {
      status.textContent = "";
      for (const button of buttons) button.disabled = false;
      return;
    }
    const { note: _, ...facts } = answers();
    const message = { matter, act, facts, note: await sealNote(kept) };
    const { address } = await persist(() => post(form.action, message), () => {
      status.textContent = words("waiting");
    });
    await saving;
    localStorage.removeItem(place);
    location.assign(address);
  } catch (fault) {
    for (const button of buttons) button.disabled = false;
    if (fault instanceof Problem && fault.faults) showFaults(fault.faults);
    else status.textContent = fault instanceof Offline ? words("waiting") : words("failed");
  }
};

form.addEventListener("input", ({ target }) => {
  if (target === minutes) minutesTyped = true;
  keepDraft();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
  save(pressed?.value ?? "keep");
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const writes = event.target instanceof HTMLTextAreaElement;
  const acts = event.target instanceof HTMLButtonElement;
  if (event.ctrlKey || event.metaKey) form.requestSubmit();
  if (!writes && !acts) event.preventDefault();
});
document.getElementById("discard")?.addEventListener("click", async () => {
  await saving;
  localStorage.removeItem(place);
  location.reload();
});

watchIdle();
watchConnection((online) => {
  document.body.classList.toggle("offline", !online);
});
await restoreDraft();
showTime();
setInterval(showTime, 1000);
