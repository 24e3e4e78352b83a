// One matter: opens what was written, shows it, and seals what is added. The thread is read by the
// asker; the notes are read by colleagues only. They are two vaults under two keys.

import { getBytes, post, Problem } from "./channel.js";
import { called, watchText } from "./deidentify.js";
import { savedAs } from "./file_kind.js";
import { unlock, watchIdle } from "./keys.js";
import { checkHolders } from "./directory.js";
import { makeVault, makeWraps, openEntries, openFile, sealEntry } from "./module.js";
import { findRenewed, openMatterVault } from "./vaults.js";

/** @typedef {import("./vaults.js").Sealed} Sealed */
/** @typedef {import("./vaults.js").Written} Written */

const page = /** @type {HTMLElement} */ (document.getElementById("matter"));
const address = page.dataset.address ?? "";
const blank = /** @type {HTMLTemplateElement} */ (document.getElementById("entry"));

/** A text of the page, kept in its markup. @param {string} name */
const words = (name) => page.dataset[name] ?? "";

/** @type {Record<string, {handle: number, next: number}>} */
const open = {};

/** A file's button, and what is to be known before it is pressed. @param {number} handle @param {{attachment: string, name: string, type: string, bytes: number}} content @param {number} key_number */
const fileButton = (handle, content, key_number) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.dataset.size = "sm";
  button.textContent = `${content.name} (${Math.ceil(content.bytes / 1024)} kB)`;
  button.addEventListener("click", async () => {
    const sealed = await getBytes(`${address}/filer/${content.attachment}`);
    const file = await openFile(handle, { attachment: content.attachment, key_number }, sealed);
    const saved = savedAs(file.name, file.bytes);
    if (saved) save(file.bytes, saved);
    else note.textContent = words("oddFile");
  });
  const note = Object.assign(document.createElement("p"), { className: "hint no-print", textContent: words("unscanned") });
  note.setAttribute("role", "status");
  return [button, note];
};

/** @param {Uint8Array} bytes @param {{name: string, type: string}} as */
const save = (bytes, as) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type: as.type }));
  link.download = as.name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** The text, and what its writer kept in it and why. @param {HTMLElement} shown @param {{text: string, kept?: Array<{kind: string, reason: string}>}} content */
const showText = (shown, { text, kept = [] }) => {
  const line = /** @type {HTMLElement} */ (shown.querySelector(".kept"));
  shown.querySelector(".words").textContent = text;
  line.hidden = kept.length === 0;
  line.querySelector("span").textContent = kept.map(({ kind, reason }) => `${called(kind)} (${called(reason)})`).join(", ");
};

/** @param {HTMLElement} list @param {number} handle @param {Written[]} entries */
const show = async (list, handle, entries) => {
  const opened = await openEntries(handle, entries);
  list.replaceChildren(...opened.map((entry) => {
    const shown = /** @type {HTMLElement} */ (/** @type {Element} */ (blank.content.firstElementChild).cloneNode(true));
    shown.dataset.kind = entry.kind;
    const [author, hour, text] = [".author", ".hour", ".words"].map((part) => /** @type {HTMLElement} */ (shown.querySelector(part)));
    author.textContent = entry.author_name;
    hour.textContent = entry.hour;
    if (entry.content === null) text.textContent = words("unopenable");
    else if ("text" in entry.content) showText(shown, entry.content);
    else text.replaceChildren(...fileButton(handle, entry.content, entry.key_number));
    return shown;
  }));
};

/** @param {Sealed} sealed @param {"thread" | "notes"} kind */
const openPart = async (sealed, kind) => {
  const part = document.getElementById(kind);
  const vault = sealed[kind];
  if (!part || !vault) return;
  const list = /** @type {HTMLElement} */ (part.querySelector(".entries"));
  const handle = await openMatterVault(sealed, vault);
  if (handle === null) {
    list.replaceChildren(Object.assign(document.createElement("li"), { textContent: words("locked") }));
    return;
  }
  open[kind] = { handle, next: vault.next };
  await show(list, handle, vault.entries);
};

const read = async () => {
  const sealed = await findRenewed(address);
  await openPart(sealed, "thread");
  await openPart(sealed, "notes");
  page.dataset.ready = "";
  return sealed;
};

/** The matter as it was read last. Who writes before it is read waits for it. @type {Promise<Sealed>} */
let loaded;
const load = () => (loaded = read());

/** The first note of a matter makes the vault it lies in, wrapped for all who read the matter. @param {Sealed} sealed */
const notesVault = async (sealed) => {
  const { handle, vault } = await makeVault(sealed.centre);
  await checkHolders(sealed.readers);
  const wraps = await makeWraps(handle, sealed.readers);
  return { handle, vault, wraps };
};

/**
 * Seals an entry and sends it. Somebody wrote at the same moment, or somebody who reads no more made a new
 * key due: then the matter is read again and the entry sealed anew.
 * @param {string} to  where it is posted @param {"thread" | "notes"} kind @param {"answer" | "note"} entryKind @param {import("./module.js").Content} content
 */
const send = async (to, kind, entryKind, content) => {
  const { root } = await unlock();
  await loaded.catch(load);
  for (let tries = 1; ; tries += 1) {
    const made = open[kind] ? null : await notesVault(await load());
    const { handle, next } = open[kind] ?? { handle: made?.handle ?? 0, next: 1 };
    const entry = await sealEntry(handle, root, { number: next, kind: entryKind, content });
    try {
      return await post(to, made ? { ...entry, vault: made.vault, wraps: made.wraps } : entry);
    } catch (fault) {
      if (tries === 3 || !(fault instanceof Problem && fault.status === 409)) throw fault;
      await load();
    }
  }
};

/**
 * @param {HTMLFormElement} form @param {"thread" | "notes"} kind @param {"answer" | "note"} entryKind
 * @param {ReturnType<typeof watchText>} watched
 */
const write = async (form, kind, entryKind, watched) => {
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const text = field.value.trim();
  if (!text) {
    field.focus();
    return;
  }
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  button.disabled = true;
  said.textContent = words("sealing");
  try {
    const { clear, kept } = await watched.check();
    if (!clear) {
      said.textContent = "";
      return;
    }
    await send(form.action, kind, entryKind, { text, kept });
    field.value = "";
    said.textContent = words("sent");
    await load();
  } catch (fault) {
    said.textContent = fault instanceof Problem ? `${fault.title} ${fault.detail}` : words("unsent");
  } finally {
    button.disabled = false;
  }
};

/** @param {string} id @param {"thread" | "notes"} kind @param {"answer" | "note"} entryKind */
const writable = (id, kind, entryKind) => {
  const form = document.getElementById(id);
  if (!(form instanceof HTMLFormElement)) return;
  const watched = watchText(/** @type {HTMLTextAreaElement} */ (form.querySelector("textarea")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(form, kind, entryKind, watched);
  });
  form.querySelector("select")?.addEventListener("change", ({ target }) => {
    const chosen = /** @type {HTMLSelectElement} */ (target);
    const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    if (chosen.value) field.setRangeText(chosen.value, field.selectionStart, field.selectionEnd, "end");
    chosen.value = "";
    field.focus();
  });
};

watchIdle();
writable("answer", "thread", "answer");
writable("note", "notes", "note");
await load();
