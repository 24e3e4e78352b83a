// Another passphrase for the same keys: the old one is proved and opens the root key, the new one is
// registered and wraps it again. Neither leaves the worker.

import { whenSent } from "./alert.js";
import { get, post } from "./channel.js";
import { finishRegistration, finishSignIn, openRoot, startRegistration, startSignIn, wrapRoot } from "./holder.js";
import { watchPassphrase } from "./passphrase.js";

const address = location.pathname;
const form = /** @type {HTMLFormElement} */ (document.getElementById("passphrase-form"));
const current = /** @type {HTMLInputElement} */ (form.elements.namedItem("current"));
const passphrase = watchPassphrase(form);

const replace = async () => {
  const { registration, request } = await startRegistration(passphrase());
  const old = await startSignIn(current.value);
  const begun = await post(`${address}/start`, { sign_in: old.request, registration: request });
  const proof = await finishSignIn(old.signIn, begun.sign_in);
  const { upload, exported } = await finishRegistration(registration, begun.registration);
  const { staff, wrapped_root: before } = await get("/hub/nycklar");
  const { root } = await openRoot(proof.exported, staff, before);
  const { wrapped_root } = await wrapRoot(root, exported);
  const { attempt } = begun;
  const { next } = await post(address, { attempt, finalization: proof.finalization, upload, wrapped_root });
  location.assign(next);
};

whenSent(form, replace);
form.hidden = false;
