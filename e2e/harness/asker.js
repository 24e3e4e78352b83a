// A professional who asks and follows: no account, five words. Pages are read as a person reads
// them, by heading, label and button.

import assert from 'node:assert/strict';

import { NO_TRACES, person, traces } from './browser.js';

/** Somebody at a machine of their own. `seen` is called with each page and state worth looking at. */
export async function asker(browser, origin, seen) {
  const visitor = await person(browser, origin);
  const { page } = visitor;

  /** Asks and gives back the five words and the matter's number. */
  async function ask({ profession, organisation, kommun, concerns, text, without = [] }) {
    await page.goto('/');
    await seen(page, 'start');
    await page.getByRole('main').getByRole('link', { name: 'Ställ en fråga' }).click();
    await page.getByRole('heading', { name: 'Innan du går vidare' }).waitFor();
    await page.locator('[data-go-on]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Vad arbetar du som?').selectOption(profession);
    await page.getByLabel('Var arbetar du?').selectOption(organisation);
    await page.getByLabel('I vilken kommun arbetar du?').selectOption(kommun);
    for (const concern of concerns) await page.getByLabel(concern, { exact: true }).check();
    for (const name of without) await page.getByRole('checkbox', { name }).uncheck();
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('alert').getByText('Skriv vad du vill ha råd om').waitFor();
    await seen(page, 'ask-with-a-fault');
    await page.getByLabel('Vad vill du ha råd om?').fill(text);
    await seen(page, 'ask');
    await page.getByRole('button', { name: 'Fortsätt' }).click();

    await page.getByRole('heading', { name: 'Dina fem ord' }).waitFor();
    const words = await page.locator('ol.phrase li').allTextContents();
    assert.equal(words.length, 5);
    await seen(page, 'ask-words');
    for (const field of await page.getByLabel(/^Ord nummer/).all()) {
      const label = await field.evaluate((input) => input.labels[0].textContent);
      await field.fill(words[Number(/\d/.exec(label)[0]) - 1]);
    }
    await page.getByRole('button', { name: 'Lås och skicka' }).click();
    await page.getByRole('heading', { name: 'Din fråga har kommit fram' }).waitFor();
    await seen(page, 'ask-sent');
    const number = await page.locator('[data-slot=number]').textContent();
    return { words, number };
  }

  /** Opens the thread. */
  async function follow(words) {
    await page.goto('/svar');
    await page.getByLabel('Dina fem ord').fill(words.join(' '));
    await seen(page, 'follow');
    await page.getByRole('button', { name: 'Öppna' }).click();
    await page.getByRole('heading', { name: 'Det som är skrivet' }).waitFor();
    await seen(page, 'follow-open');
  }

  /** The thread as it is read aloud, entry by entry. */
  const thread = () => page.getByRole('list', { name: 'Det som är skrivet' }).getByRole('listitem').allInnerTexts();

  /** Writes more, with or without a file, and waits until it has arrived. */
  async function write({ text, file }) {
    if (text) await page.getByLabel('Skriv mer').fill(text);
    if (file) await page.getByLabel('Skicka en fil').setInputFiles(file);
    await page.getByRole('button', { name: 'Lås och skicka' }).click();
    await page.getByText('Skickat.').waitFor();
  }

  /** Saves a file of the thread and gives its bytes. */
  async function save(name) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    const parts = [];
    for await (const part of await download.createReadStream()) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Goes away and shows that nothing is left on the machine. */
  async function leave() {
    assert.deepEqual(await traces(page), NO_TRACES);
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  }

  return { ...visitor, ask, follow, thread, write, save, leave };
}
