// A text that could tell who it is about is stopped before it is sealed: numbers must go, the rest may
// stay with a reason, which colleagues see. All numbers are ones that nobody has.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { launch, NO_TRACES, person, traces } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const TEXT = '🙂 Eleven heter Fatima och har nummer 070-174 06 05. Ring 112 om det är bråttom.';

describe('a text that tells who it is about', { timeout: 300_000 }, () => {
  const step = story();
  let demo, browser, visitor, words, number;

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
    words = await page.locator('ol.phrase li').allTextContents();
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

    const { page, press } = coordinator;
    await page.goto('/hub/mallsvar');
    await page.getByLabel('Rubrik').fill('Ring Fatima');
    await page.getByLabel('Text', { exact: true }).fill('Ring 070-174 06 05 i stället.');
    await press('Spara mallsvaret');
    await page.locator('[data-findings=title]').getByText('Fatima').waitFor();
    await look(page, 'canned-answer-identities');
    await page.getByLabel('Rubrik').fill('Ring kommunen');
    await press('Spara mallsvaret');
    await page.locator('[data-findings=text]').getByText('Nummer som hör till en person').waitFor();
    await page.getByLabel('Text', { exact: true }).fill('Ring växeln i stället.');
    await press('Spara mallsvaret');
    await page.getByRole('heading', { name: 'Ring kommunen' }).waitFor();
    await coordinator.leave();
  });

  step('a file whose name tells who it is about is sent under a plain one', async () => {
    const nurse = await asker(browser, demo.origin, async () => {});
    await nurse.follow(words);
    const file = { name: 'Fatima_070-174 06 05.PDF', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };
    await nurse.page.getByLabel('Skicka en fil').setInputFiles(file);
    await nurse.page.getByText('Filen skickas därför med namnet: fil.pdf').waitFor();
    await look(nurse.page, 'follow-file-renamed');
    await nurse.write({ file });
    assert.deepEqual(await nurse.save('fil.pdf'), file.buffer);
    assert.equal(await nurse.page.getByText('Fatima_070').count(), 0);
    await nurse.leave();
  });
});
