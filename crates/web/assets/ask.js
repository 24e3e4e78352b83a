// Asking: what is typed is sealed here and sent as bytes nobody on the way can read. Nothing is stored;
// everything typed stays in the page until it has arrived.

import { get, persist, post, postSigned, Problem, watchConnection } from "./channel.js";
import { watchText } from "./deidentify.js";
import { atLeave } from "./leave.js";
import { blindPhrase, checkIntake, finishPhrase, makePhrase, ModuleFault, sealQuestion, warmPhrase, wipe } from "./module.js";
import { copy, fill, language, markFaults, part, refuse, say, sayWorking, show, turn } from "./page.js";
import { beginWork } from "./work.js";

const question = part("question");
const words = part("words");

/** What the work is for, and how much. @type {{challenge: string, demand: number} | undefined} */
let demanded;
/** Who can read, a handle. @type {number} */
let audience;
/** @type {{phrase: number, words: string[]} | undefined} */
let phrase;
/** What is under way; the same bytes are sent again until they arrive. @type {{asker: number, body: unknown} | undefined} */
let sending;
/** What was found in the text and stays all the same. @type {import("./deidentify.js").Kept[]} */
let kept = [];
/** The two words asked for, counted from 0. @type {number[]} */
let asked = [];

const loadReaders = async () => {
  for (const name of ["readers-fail", "readers-clock", "signer"]) show(name, false);
  part("readers-list").replaceChildren();
  try {
    const given = await persist(() => get("/kanal/intag"));
    const checked = await checkIntake(given);
    demanded = given;
    audience = checked.audience;
    part("readers-list").replaceChildren(...checked.readers.map(readerLine));
    show("signer");
  } catch (fault) {
    const code = fault instanceof ModuleFault ? fault.code : "";
    if (code === "untrusted") refuseReaders();
    else if (fault instanceof Problem && fault.status === 503) close();
    else show(code === "outdated" ? "readers-clock" : "readers-fail");
  }
  show("readers-wait", false);
};

/** Nothing can be taken now: said before anybody writes, and what somebody wrote already stays in the page. */
const close = () => {
  if (question.elements.text.value) return show("readers-fail");
  turn("question", "closed");
};

/** Somebody writes: by the time she sends, the work is done. */
const begin = () => demanded && beginWork(demanded).catch(() => {});

/** What the server says of the readers is not what the directory says: nothing is sent from this page any more. */
const refuseReaders = () => {
  for (const form of [question, words]) form.remove();
  show("lie");
};

/** @param {{staff: string, name: string, title: string}} reader */
const readerLine = (reader) => {
  const line = copy("reader");
  const box = /** @type {HTMLInputElement} */ (line.querySelector("input"));
  box.id = `reader-${reader.staff}`;
  box.value = reader.staff;
  line.querySelector("label")?.setAttribute("for", box.id);
  fill(line, "name", reader.name);
  fill(line, "title", reader.title);
  return line;
};

const text = watchText(question.elements.text);

/** The module is gone, or what it needs could not be fetched: nothing is sent unlooked at. */
const refuseText = () => markFaults(question, ["unlooked"]);

const checkQuestion = async () => {
  const typed = new FormData(question);
  const missing = ["profession", "organisation", "kommun", "text"].filter((name) => !String(typed.get(name) ?? "").trim());
  if (typed.getAll("reader").length === 0) missing.push("readers");
  if (markFaults(question, missing)) return;
  const looked = await text.check();
  if (!looked.clear) return;
  kept = looked.kept;
  phrase ??= await makePhrase();
  showPhrase(phrase.words);
  turn("question", "words");
};

/** @param {string[]} five */
const showPhrase = (five) => {
  part("phrase").replaceChildren(...five.map((word) => {
    const item = document.createElement("li");
    item.textContent = word;
    return item;
  }));
  asked = twoOf(five.length);
  for (const [index, name] of ["first", "second"].entries()) {
    fill(words, name, String(asked[index] + 1));
    words.elements[name].value = "";
  }
  markFaults(words, []);
  refuse("");
};

/** Two different places, in order. @param {number} count */
const twoOf = (count) => {
  const [first, step] = crypto.getRandomValues(new Uint8Array(2));
  const one = first % count;
  return [one, (one + 1 + (step % (count - 1))) % count].sort();
};

/** @param {Event} event */
const confirm = async (event) => {
  event.preventDefault();
  const typed = (/** @type {string} */ name) => words.elements[name].value.trim().toLowerCase();
  const wrong = ["first", "second"].filter((name, index) => typed(name) !== phrase?.words[asked[index]]);
  if (markFaults(words, wrong)) return;
  const button = words.querySelector("[type=submit]");
  button.disabled = true;
  await send();
  button.disabled = false;
};

const send = async () => {
  refuse("");
  say("sending", "sealing");
  try {
    sending ??= await seal();
    const { asker, body } = sending;
    const waiting = () => say("sending", "waiting");
    const { number } = await persist(() => postSigned(asker, "enquiry", "/kanal/fraga", body, sayWorking), waiting);
    await finish(number);
  } catch (fault) {
    if (fault instanceof Problem && fault.status === 409) return showChange();
    refuse(fault instanceof Problem ? `${fault.title}. ${fault.detail}` : part("readers-fail")?.textContent ?? "");
  }
  say("sending");
};

/** Who can read has changed since the page was opened: she looks at it and chooses before it is sealed anew. */
const showChange = async () => {
  say("sending");
  back();
  await loadReaders();
  show("readers-changed");
  part("readers")?.focus();
};

const seal = async () => {
  if (!phrase) throw new Error("no phrase");
  const typed = new FormData(question);
  const { request } = await blindPhrase(phrase.phrase);
  const { response } = await persist(() => post("/kanal/fras", { request }), () => say("sending", "waiting"));
  const { asker } = await finishPhrase(phrase.phrase, response);
  const chosen = typed.getAll("reader").map(String);
  const sealed = await sealQuestion(asker, audience, chosen, { text: String(typed.get("text")).trim(), kept });
  return { asker, body: { ...sealed.question, facts: facts(typed) } };
};

/** @param {FormData} typed */
const facts = (typed) => ({
  profession: typed.get("profession"),
  organisation: typed.get("organisation"),
  kommun: typed.get("kommun"),
  concerns: typed.getAll("concerns").filter((code) => code !== "unknown"),
  language: language(),
});

/** @param {string} number */
const finish = async (number) => {
  question.reset();
  words.reset();
  part("phrase").replaceChildren();
  phrase = undefined;
  sending = undefined;
  fill(part("receipt"), "number", number);
  turn("words", "receipt");
  await wipe();
};

const back = () => {
  if (sending) phrase = undefined;
  sending = undefined;
  turn("words", "question");
};

question.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  checkQuestion().catch(() => refuseText());
});
question.addEventListener("input", begin);
words.addEventListener("submit", confirm);
part("back").addEventListener("click", back);
atLeave(() => {
  phrase = undefined;
  sending = undefined;
  return wipe();
});
watchConnection((online) => show("offline", !online));
warmPhrase().then(() => {
  show("plain", false);
  show("question");
  return loadReaders();
}).catch(() => show("plain"));
