// A text that could tell who it is about is stopped before it is sealed: numbers must go, the rest may
// stay with a reason, which colleagues see. All numbers are ones that nobody has.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { launch, NO_TRACES, person, traces } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const TEXT = '🙂 Eleven heter Fatima och har nummer 070-174 06 05. Ring 112 om det är bråttom.';

describe('a text that tells who it is about', { timeout: 300_000 }, () => {
  const step = story();
  let demo, browser, visitor, number;

  before(async () => {
    demo = await startDemo('sqlite');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  const findings = (page) => page.locator('.findings li:visible');

  step('what identifies is shown while it is written, and stops the text', async () => {
    visitor = await person(browser, demo.origin);
    const { page } = visitor;
    await page.goto('/fraga');
    await page.getByLabel('Vad arbetar du som?').selectOption('Skolsköterska');
    await page.getByLabel('Var arbetar du?').selectOption('Skola');
    await page.getByLabel('I vilken kommun arbetar du?').selectOption('Ockelbo');
    await page.getByLabel('Vad vill du ha råd om?').fill(TEXT);
    await page.getByRole('heading', { name: 'Det här kan visa vem det gäller' }).waitFor();
    assert.deepEqual(await page.locator('.findings li:visible q').allInnerTexts(), ['Fatima', '070-174 06 05']);
    await page.getByText('Nummer som hör till en person måste bort').waitFor();
    await look(page, 'ask-identities');
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.waitForFunction(() => document.activeElement?.matches('.findings h3'));
    assert.equal(await page.getByRole('heading', { name: 'Dina fem ord' }).isVisible(), false);
  });

  step('a number can only go, a name may stay with a reason', async () => {
    const { page } = visitor;
    const [name, telephone] = [findings(page).filter({ hasText: 'Fatima' }), findings(page).filter({ hasText: '070' })];
    assert.equal(await telephone.getByRole('combobox').count(), 0);
    await telephone.getByRole('button', { name: 'Ta bort' }).click();
    const field = page.getByLabel('Vad vill du ha råd om?');
    assert.equal(await field.inputValue(), TEXT.replace('070-174 06 05', '[borttaget]'));
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    assert.equal(await page.getByRole('heading', { name: 'Dina fem ord' }).isVisible(), false);
    await name.getByRole('combobox').selectOption('det pekar inte ut någon');
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('heading', { name: 'Dina fem ord' }).waitFor();
    const words = await page.locator('ol.phrase li').allTextContents();
    for (const field of await page.getByLabel(/^Ord nummer/).all()) {
      const label = await field.evaluate((input) => input.labels[0].textContent);
      await field.fill(words[Number(/\d/.exec(label)[0]) - 1]);
    }
    await page.getByRole('button', { name: 'Lås och skicka' }).click();
    await page.getByRole('heading', { name: 'Din fråga har kommit fram' }).waitFor();
    number = await page.locator('[data-slot=number]').textContent();
    assert.deepEqual(await traces(page), NO_TRACES);
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });

  step('colleagues see what was kept and why, and are held to the same', async () => {
    const signIn = demo.signIns.staff.find((one) => one.role === 'coordinator');
    const coordinator = await colleague(browser, demo.origin, signIn, async () => {});
    await coordinator.signIn();
    await coordinator.open(number);
    await coordinator.entries('Samtal med den som frågar', 'Behållet: namn (det pekar inte ut någon)');
    await coordinator.nameReaders({}); // she who opens it is the first reader
    await coordinator.page.getByLabel('Anteckna till kollegor').fill('Hon har 070-174 06 05.');
    await coordinator.press('Spara anteckningen');
    await coordinator.part('Anteckningar mellan kollegor').getByText('Nummer som hör till en person').waitFor();
    await look(coordinator.page, 'matter-identities');
    await coordinator.page.getByRole('button', { name: 'Ta bort', exact: true }).click();
    await coordinator.press('Spara anteckningen');
    await coordinator.entries('Anteckningar mellan kollegor', 'Hon har [borttaget].');
    await coordinator.leave();
  });
});
