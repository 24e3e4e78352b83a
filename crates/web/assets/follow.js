// Following: five words open a thread. Keys and texts live in memory alone; leaving forgets them.

import { fetchFile, get, persist, post, postSigned, Problem, sendFile, watchConnection } from "./channel.js";
import { watchText } from "./deidentify.js";
import { kindOf, LARGEST_FILE_BYTES, nameToSend } from "./file_kind.js";
import { atLeave } from "./leave.js";
import { blindPhrase, finishPhrase, openEntries, openFile, openVault, parsePhrase, sealEntry, sealFile, warmPhrase, wipe } from "./module.js";
import { copy, fill, language, markFaults, part, refuse, say, sayWorking, show, turn } from "./page.js";
import { beginWork, isWorking } from "./work.js";

const words = part("words");
const write = part("write");
const names = part("names").dataset;
/** Visitors' acts are kept by the hour. @type {Intl.DateTimeFormatOptions} */
const WHEN = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", timeZone: "Europe/Stockholm" };

/** @type {{asker: number, locator: string, vault: number, next: number} | undefined} */
let matter;

const tell = (/** @type {unknown} */ fault) =>
  refuse(fault instanceof Problem ? `${fault.title}. ${fault.detail}` : names.unopenable ?? "");

/** @param {{fault: string, word?: string, near?: string[]}} found */
const tellWord = ({ fault, word = "", near = [] }) => {
  fill(words, "word", word);
  const suggestions = part("near");
  suggestions.hidden = near.length === 0;
  suggestions.querySelectorAll("button").forEach((/** @type {Element} */ button) => button.remove());
  suggestions.append(...near.map((better) => suggestion(word, better)));
  markFaults(words, [fault]);
  part("fault").textContent = words.querySelector(`[data-fault="${fault}"]`)?.textContent ?? "";
  words.elements.phrase.setAttribute("aria-invalid", "true");
  words.elements.phrase.focus();
};

/** @param {string} word @param {string} better */
const suggestion = (word, better) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.textContent = better;
  button.addEventListener("click", () => {
    const field = words.elements.phrase;
    field.value = field.value.split(/\s+/).map((/** @type {string} */ typed) => (typed.toLowerCase() === word ? better : typed)).join(" ");
    markFaults(words, []);
    part("near").hidden = true;
    field.focus();
  });
  return button;
};

/** @param {Event} event */
const open = async (event) => {
  event.preventDefault();
  refuse("");
  const typed = await parsePhrase(words.elements.phrase.value);
  if ("fault" in typed) return tellWord(typed);
  markFaults(words, []);
  part("near").hidden = true;
  say("opening", "opening");
  try {
    const { request } = await blindPhrase(typed.phrase);
    const { response } = await persist(() => post("/kanal/fras", { request }));
    const { asker, locator } = await finishPhrase(typed.phrase, response);
    if (await read(asker, locator)) {
      words.reset();
      turn("words", "matter");
      part("heading").focus();
    } else {
      tellWord({ fault: "none" });
    }
  } catch (fault) {
    tell(fault);
  }
  say("opening");
};

/** Fetches the thread anew. @param {number} asker @param {string} locator @returns {Promise<boolean>}  whether there is one */
const read = async (asker, locator) => {
  const found = await persist(() => postSigned(asker, "open", "/kanal/oppna", { locator }));
  if (!found.found) return false;
  const vault = await openVault(asker, found);
  const entries = await openEntries(vault, found.entries);
  const next = entries.reduce((last, { number }) => Math.max(last, number), 0) + 1;
  matter = { asker, locator, vault, next };
  part("thread").replaceChildren(...entries.map(entryLine));
  show("closed", found.state === "closed");
  show("waiting", !entries.some(({ kind }) => kind === "answer"));
  showRoom(found.room);
  return true;
};

const sizeOf = (/** @type {number} */ bytes) =>
  new Intl.NumberFormat(language(), { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(bytes / 1000));

/** How much may still be written, where that is little. @param {{entries: number, file_bytes: number} | null} room */
const showRoom = (room) => {
  show("room", Boolean(room));
  fill(part("room"), "entries", String(room?.entries ?? ""));
  fill(part("room"), "files", sizeOf(room?.file_bytes ?? 0));
};

/** @param {any} entry */
const entryLine = (entry) => {
  const line = copy("entry");
  const own = entry.author_name === null;
  line.classList.add(own ? "own" : "answer");
  fill(line, "author", own ? names.own ?? "" : `${entry.author_name}, ${names.centre}`);
  fill(line, "hour", new Intl.DateTimeFormat(language(), WHEN).format(entry.hour));
  if (!entry.content) fill(line, "text", names.unopenable ?? "");
  else if ("text" in entry.content) fill(line, "text", entry.content.text);
  else line.querySelector(".words")?.replaceWith(attachmentLine(entry));
  return line;
};

/** @param {any} entry */
const attachmentLine = ({ key_number, content }) => {
  const line = copy("attachment");
  fill(line, "name", content.name);
  fill(line, "size", sizeOf(content.bytes));
  line.querySelector("button")?.addEventListener("click", () => save(content.attachment, key_number).catch(tell));
  return line;
};

/** Opens a file in memory and hands it to the browser's own "save". @param {string} attachment @param {number} key_number */
const save = async (attachment, key_number) => {
  if (!matter) return;
  const sealed = await fetchFile(matter.asker, { locator: matter.locator, attachment });
  const file = await openFile(matter.vault, { attachment, key_number }, sealed);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (file.bytes)], { type: file.type }));
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** Seals one entry and sends it; if somebody wrote meanwhile, the thread is read and the next number taken. @param {string} kind @param {any} content */
const sendEntry = async (kind, content) => {
  for (let tries = 1; matter; tries += 1) {
    const { asker, locator, vault, next } = matter;
    const entry = await sealEntry(vault, asker, { number: next, kind, content });
    const attachment = content.attachment && { attachment: content.attachment };
    try {
      return await persist(() => postSigned(asker, "write", "/kanal/skriv", { locator, ...entry, ...attachment }, sayWorking), () => say("sending", "waiting"));
    } catch (fault) {
      if (tries === 3 || !(fault instanceof Problem && fault.status === 409)) throw fault;
      await read(asker, locator);
    }
  }
};

/** Says at once when a chosen file will have another name. */
const showName = async () => {
  const file = write.elements.file.files[0];
  const name = file && (await nameToSend(file.name, names.file ?? ""));
  show("renamed", Boolean(file) && name !== file.name);
  fill(part("renamed"), "name", name ?? "");
};

/** @param {File} file @param {Uint8Array} bytes @param {string} type */
const attach = async (file, bytes, type) => {
  if (!matter) return;
  const { asker, locator, vault } = matter;
  const name = await nameToSend(file.name, names.file ?? "");
  const { attachment, sealed } = await sealFile(vault, { name, type }, bytes);
  await persist(() => sendFile(asker, { locator, attachment }, sealed, sayWorking), () => say("sending", "waiting"));
  await sendEntry("attachment", { attachment, name, type, bytes: file.size });
  matter.next += 1;
};

const written = watchText(write.elements.text);

let asking = false;
/** Somebody writes: by the time she sends, the work is done. */
const begin = async () => {
  if (asking || isWorking()) return;
  asking = true;
  await get("/kanal/utmaning?op=write").then(beginWork).catch(() => {});
  asking = false;
};

/** @param {Event} event */
const submit = async (event) => {
  event.preventDefault();
  const text = write.elements.text.value.trim();
  const file = write.elements.file.files[0];
  const tooLarge = file && file.size > LARGEST_FILE_BYTES;
  const bytes = file && !tooLarge ? new Uint8Array(await file.arrayBuffer()) : undefined;
  const type = bytes && kindOf(bytes);
  const wrong = [!text && !file && "text", tooLarge && "file-size", bytes && !type && "file-kind"].filter((name) => typeof name === "string");
  if (markFaults(write, wrong) || !matter) return;
  refuse("");
  try {
    const { clear, kept } = await written.check();
    if (!clear) return;
    say("sending", "sealing");
    if (bytes && type) await attach(file, bytes, type);
    write.elements.file.value = "";
    show("renamed", false);
    if (text) await sendEntry("message", { text, kept });
    write.reset();
    await read(matter.asker, matter.locator);
    say("sending", "sent");
  } catch (fault) {
    tell(fault);
    say("sending");
  }
};

words.addEventListener("submit", open);
words.elements.phrase.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  words.requestSubmit();
});
write.addEventListener("input", () => begin());
write.addEventListener("submit", submit);
write.elements.file.addEventListener("change", () => showName().catch(() => {}));
part("again").addEventListener("click", () => matter && read(matter.asker, matter.locator).catch(tell));
atLeave(() => {
  matter = undefined;
  return wipe();
});
watchConnection((online) => show("offline", !online));
warmPhrase().then(() => {
  show("plain", false);
  show("words");
}).catch(() => show("plain"));
