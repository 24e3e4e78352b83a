// The way back to one's keys: fresh keys are made here and live in this page alone; holders seal their shares for
// them, or the paper is typed. With two of three the root key is put together, checked and wrapped under a new
// passphrase. The token stays in the address, so that the page can be loaded again: it opens nothing without shares.

import { whenSent } from "./alert.js";
import { post, Problem } from "./channel.js";
import { compareCard, finishRegistration, makeRoot, readPaper, rebuildRoot, signRecovery, startRegistration, wrapRoot } from "./holder.js";
import { forget, warm } from "./module.js";
import { watchPassphrase } from "./passphrase.js";

const LOOK_MILLISECONDS = 3_000;
const address = location.pathname;
const token = location.hash.slice(1);
/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (element("passphrase-form"));
const paperForm = /** @type {HTMLFormElement} */ (element("paper-form"));
const passphrase = watchPassphrase(form);

/** @type {{root: number, card: string}} */
let fresh;
/** @type {number | null} */
let paper = null;
/** @type {number | null} */
let root = null;
/** @type {any} */
let opened;

const standing = () => post(`${address}/lage`, { token });

const showHolders = () => {
  element("holders").replaceChildren(...opened.holders.map((/** @type {any} */ holder) => {
    const item = document.createElement("li");
    const word = element(holder.passed ? "word-passed" : "word-waiting").textContent;
    item.textContent = `${holder.name}: ${word}`;
    return item;
  }));
};

/** Puts together what there is; with two shares the passphrase is next. */
const gather = async () => {
  showHolders();
  ({ root } = await rebuildRoot(fresh.root, paper, opened));
  if (root === null) return;
  element("gathering").hidden = true;
  form.hidden = false;
  element("passphrase-heading").focus();
};

/** What cannot be opened is said once; the others may still come. @param {unknown} fault */
const say = (fault) => {
  const code = /** @type {any} */ (fault)?.code ?? "unopenable";
  const words = document.querySelector(`[data-fault="${code}"]`) ?? document.querySelector(`[data-fault="unopenable"]`);
  element("alert").textContent = words?.textContent ?? "";
  element("alert").hidden = false;
};

/** Another page that was opened with this link made other keys: what is passed on is not for this one. */
const look = async () => {
  const { open } = await standing();
  if (open?.fresh !== fresh.card) return say({ code: "elsewhere" });
  const passed = (/** @type {any} */ given) => given.holders.filter((/** @type {any} */ holder) => holder.passed).length;
  const more = passed(open) > passed(opened);
  opened = open;
  if (more) await gather().catch(say);
  if (root === null) setTimeout(watch, LOOK_MILLISECONDS);
};

/** A recovery that was stopped is not found any more; a network that is away comes back. @param {unknown} fault */
const wait = (fault) => {
  if (!(fault instanceof Problem && fault.status === 404)) return setTimeout(watch, LOOK_MILLISECONDS);
  element("gathering").hidden = true;
  element("no-recovery").hidden = false;
};

const watch = () => look().catch(wait);

const begin = async () => {
  fresh = await makeRoot(opened.staff);
  await post(`${address}/kort`, { token, card: fresh.card });
  ({ open: opened } = await standing());
  const { code } = await compareCard(opened.centre, opened.staff, fresh.card);
  element("code").textContent = code;
  showHolders();
  element("gathering").hidden = false;
  setTimeout(watch, LOOK_MILLISECONDS);
};

const usePaper = async () => {
  const field = /** @type {HTMLTextAreaElement} */ (element("paper"));
  const typed = await readPaper(field.value);
  if (paper !== null) await forget(paper);
  paper = typed;
  try {
    await gather();
  } catch (fault) {
    paper = null;
    throw fault;
  }
  field.value = "";
  element("paper-used").hidden = false;
};

const replace = async () => {
  const { registration, request } = await startRegistration(passphrase());
  const { response } = await post(`${address}/start`, { token, request });
  const { upload, exported } = await finishRegistration(registration, response);
  const { wrapped_root } = await wrapRoot(/** @type {number} */ (root), exported);
  const { signature } = await signRecovery(/** @type {number} */ (root), opened.recovery, upload, wrapped_root);
  const { next } = await post(`${address}/avslut`, { token, upload, wrapped_root, signature });
  location.replace(next);
};

const greet = async () => {
  const known = await standing().catch(() => null);
  element("looking").hidden = true;
  if (!known) {
    element("no-recovery").hidden = false;
    return;
  }
  for (const name of ["centre", "name", "handle"]) element(`known-${name}`).textContent = known[name];
  element("known").hidden = false;
  if (!known.open) {
    element("opens-at").textContent = known.opens_at;
    element("too-early").hidden = false;
    return;
  }
  opened = known.open;
  await begin();
};

whenSent(form, replace);
whenSent(paperForm, usePaper);
warm().catch(() => {});
greet().catch(say);
