// On every page of the hub: sign-out clears the keys of this browser first, and so do idle minutes.
// Sealed drafts stay; they cannot be opened without the keys.

import { forgetKeys, watchIdle } from "./keys.js";

const form = document.querySelector("[data-sign-out]")?.closest("form");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await forgetKeys().catch(() => {});
  form.submit();
});

watchIdle();
