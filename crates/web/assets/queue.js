// The queue, live: when the server has news the list is fetched anew and put in the place of the old one,
// unless somebody is just choosing in it. Keys are cleared when nobody has touched the hub for long.

import { watchConnection } from "./channel.js";
import { watchIdle } from "./keys.js";

const status = /** @type {HTMLElement} */ (document.getElementById("status"));

/** The page as the server shows it now. @returns {Promise<Document | null>} */
const fetchPage = () => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.onload = () => resolve(request.status === 200 ? request.responseXML : null);
  request.onerror = () => resolve(null);
  request.send();
});

/** How to find again what has the focus: a line, or an answer to a question. @param {HTMLElement} shown */
const focusedIn = (shown) => {
  const active = document.activeElement;
  if (!shown.contains(active)) return null;
  if (active instanceof HTMLAnchorElement) return `#queue a[href="${active.getAttribute("href")}"]`;
  if (!(active instanceof HTMLButtonElement)) return null;
  return `#queue form[action="${active.form?.getAttribute("action")}"] button[value="${active.value}"]`;
};

const refresh = async () => {
  const shown = document.getElementById("queue");
  const now = (await fetchPage())?.getElementById("queue");
  if (!shown || !now) return;
  const focused = focusedIn(shown);
  shown.replaceWith(document.importNode(now, true));
  if (focused) /** @type {HTMLElement | null} */ (document.querySelector(focused))?.focus();
};

let waiting = 0;
/** Several pieces of news at once are one reason to look. */
const refreshSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 250);
};

const AGAIN_MILLISECONDS = 15_000;

const listen = () => {
  const news = new EventSource(status.dataset.news ?? "");
  news.addEventListener("queue", refreshSoon);
  news.addEventListener("open", () => {
    status.textContent = status.dataset.live ?? "";
    refreshSoon();
  });
  news.addEventListener("error", () => {
    status.textContent = status.dataset.offline ?? "";
    // A browser tries a lost connection again by itself, but gives up after the word that the server is not ready.
    if (news.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MILLISECONDS);
  });
};
listen();

watchConnection((online) => {
  document.body.classList.toggle("offline", !online);
});
watchIdle();
