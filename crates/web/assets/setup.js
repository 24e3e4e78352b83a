// Setting up: the one-time token comes behind # in the printed address, so that no log keeps it;
// a model file is read into the text field, and one that ships is fetched into it.

const field = (/** @type {string} */ name) =>
  /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (document.querySelector(`[name="${name}"]`));

const token = field("token");
if (token && location.hash.length > 1) {
  token.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

const file = /** @type {HTMLInputElement | null} */ (document.getElementById("model-file"));
file?.addEventListener("change", async () => {
  const model = field("model");
  const [chosen] = file.files ?? [];
  if (model && chosen) model.value = await chosen.text();
});
for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("hidden");
