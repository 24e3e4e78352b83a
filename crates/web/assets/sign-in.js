// Sign-in: the passphrase is proved without being sent (OPAQUE, in the worker), then the second
// factor; only then does the server hand out the wrapped root key, which is opened and kept here.

import { whenSent } from "./alert.js";
import { get, post, Problem } from "./channel.js";
import { finishSignIn, openRoot, startSignIn } from "./holder.js";
import { keep } from "./keys.js";
import { warm } from "./module.js";
import { prove } from "./passkey.js";
import { keepShares } from "./shares.js";
import { beginWork, endWork, finishWork, isWorking } from "./work.js";

const address = location.pathname;
/** @param {string} id @returns {HTMLFormElement} */
const form = (id) => /** @type {HTMLFormElement} */ (document.getElementById(id));
/** @param {HTMLFormElement} from @param {string} name @returns {HTMLInputElement} */
const field = (from, name) => /** @type {HTMLInputElement} */ (from.elements.namedItem(name));

const [passphraseForm, codeForm, passkeyForm] = ["passphrase-form", "code-form", "passkey-form"].map(form);

/** @type {number} the key that opens the root key, a handle in the worker */
let exported;

/** @param {{csrf: string}} answer */
const take = ({ csrf }) => document.querySelector(`meta[name="csrf"]`)?.setAttribute("content", csrf);

const provePassphrase = async () => {
  const handle = field(passphraseForm, "handle").value;
  const passphrase = field(passphraseForm, "passphrase");
  const { signIn, request } = await startSignIn(passphrase.value);
  const { attempt, response } = await startWithWork({ handle, request });
  const proof = await finishSignIn(signIn, response).catch((fault) => admit(attempt, fault));
  exported = proof.exported;
  const answer = await post(`${address}/avslut`, { attempt, finalization: proof.finalization });
  passphrase.value = "";
  take(answer);
  showSecondFactors(answer);
};

const challenge = () => get("/kanal/utmaning?op=sign_in");

/** A browser that is not known does some work first, and more while others guess at this handle. @param {{handle: string, request: string}} body */
const startWithWork = async (body) => {
  let demand = 0;
  for (let tries = 1; ; tries += 1) {
    const given = await challenge();
    const work = await finishWork({ ...given, demand: Math.max(given.demand, demand) }, sayWorking);
    try {
      const started = await post(`${address}/start`, body, work);
      endWork();
      return started;
    } catch (fault) {
      if (tries === 4 || !(fault instanceof Problem && [401, 428].includes(fault.status))) throw fault;
      if (fault.status === 401) endWork();
      demand = fault.demand ?? 0;
    }
  }
};

const sayWorking = (/** @type {number} */ seconds) => document.getElementById("working")?.toggleAttribute("hidden", seconds < 2);

let asking = false;
const begin = async () => {
  if (asking || isWorking()) return;
  asking = true;
  await challenge().then(beginWork).catch(() => {});
  asking = false;
};

/** Only this side knows yet that the passphrase was wrong; the server notes it. @param {string} attempt @param {unknown} fault */
const admit = async (attempt, fault) => {
  await post(`${address}/avslut`, { attempt, finalization: "" }).catch(() => {});
  throw fault;
};

/** @param {{code: boolean, passkey: boolean, next?: string}} answer */
const showSecondFactors = ({ code, passkey, next }) => {
  if (next) return location.assign(next);
  passphraseForm.hidden = true;
  document.getElementById("second-factor").hidden = false;
  passkeyForm.hidden = !passkey;
  for (const words of document.querySelectorAll("[data-with-app]")) words.toggleAttribute("hidden", !code);
  for (const words of document.querySelectorAll("[data-without-app]")) words.toggleAttribute("hidden", code);
  (passkey ? passkeyForm.querySelector("button") : field(codeForm, "code")).focus();
};

const proveCode = async () => enter(await post(`${address}/kod`, { code: field(codeForm, "code").value }));

const provePasskey = async () => {
  const { attempt, options } = await post(`${address}/nyckel/start`, {});
  const credential = await prove(options);
  await enter(await post(`${address}/nyckel/avslut`, { attempt, credential }));
};

/** @param {{csrf: string, next: string}} answer */
const enter = async (answer) => {
  take(answer);
  const { staff, wrapped_root, session_secret } = await get("/hub/nycklar");
  const { root } = await openRoot(exported, staff, wrapped_root);
  await keep(root, session_secret);
  await keepShares(root).catch(() => {});
  location.assign(answer.next);
};

whenSent(passphraseForm, provePassphrase);
whenSent(codeForm, proveCode);
whenSent(passkeyForm, provePasskey);
passphraseForm.addEventListener("input", begin);
passphraseForm.hidden = false;
warm().catch(() => {});
