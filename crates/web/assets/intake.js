// In a coordinator's browser: makes the weekly intake keys that are missing, for this week and the
// next three, and wraps those there are for a triager who came later. What fails now is done at the next page.
// Nobody is trusted unseen: a key is wrapped for a card that the directory lists and this coordinator has accepted;
// new colleagues are shown once, with digits to compare by voice.

import { get, post } from "./channel.js";
import { accept, lookNow } from "./directory.js";
import { compareCard, makeIntake, shareIntake } from "./holder.js";

/** @typedef {{staff: string, name: string, title: string, card: string}} Triager */

const ADDRESS = "/hub/intag";
const panel = /** @type {HTMLElement} */ (document.getElementById("newcomers"));

/** @param {Triager} colleague @param {{digest: string, code: string}} compared @param {() => Promise<void>} accepted */
const lineFor = ({ name, title }, { code }, accepted) => {
  const template = /** @type {HTMLTemplateElement} */ (panel.querySelector("template"));
  const line = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const [slot, text] of Object.entries({ name, title, code })) {
    /** @type {HTMLElement} */ (line.querySelector(`[data-slot="${slot}"]`)).textContent = text;
  }
  const button = /** @type {HTMLButtonElement} */ (line.querySelector("button"));
  button.setAttribute("aria-label", `${button.textContent}: ${name}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    await accepted().catch(() => {
      button.disabled = false;
    });
  });
  return line;
};

const keepIntake = async () => {
  const { centre, missing, triagers, unshared } = await get(ADDRESS);
  const remembered = await lookNow();
  const { root, card, known, staff: own } = remembered;
  // Keys that are not what they seem: nothing is handed on until she has called somebody.
  if (known.alarms.some(({ seen }) => !seen)) return;
  /** @type {HTMLElement[]} */
  const lines = [];
  /** @type {Set<string>} */
  const trusted = new Set();
  for (const triager of /** @type {Triager[]} */ (triagers)) {
    const compared = await compareCard(centre, triager.staff, triager.card);
    if (known.cards[triager.staff] !== compared.digest) continue;
    if (triager.staff === own) {
      if (triager.card === card) trusted.add(card);
    } else if (known.accepted[triager.staff] === compared.digest) trusted.add(triager.card);
    else lines.push(lineFor(triager, compared, async () => {
      await accept(remembered, triager.staff, compared.digest);
      await keepIntake();
    }));
  }
  panel.querySelector("ul")?.replaceChildren(...lines);
  panel.hidden = lines.length === 0;
  const able = (/** @type {Triager[]} */ people) => people.filter(({ card }) => trusted.has(card));
  const epochs = [];
  for (const epoch of missing) epochs.push(await makeIntake(root, centre, epoch, able(triagers)));
  const wraps = [];
  for (const { epoch, wrap, holders } of unshared) {
    if (able(holders).length > 0) wraps.push({ epoch, wraps: await shareIntake(root, { centre, epoch, wrap }, able(holders)) });
  }
  if (epochs.length + wraps.length > 0) await post(ADDRESS, { epochs, wraps });
};

keepIntake().catch(() => {});
