// The memory of the browser modules, in which all keys lie and all texts are looked at, before and after
// leaving.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as rest } from 'node:timers/promises';

import { ELSEWHERE, front } from '../harness/front.js';
import { processesOf, searchMemory } from '../harness/memory.js';
import { moduleMemory } from '../harness/module.js';
import { openProfile } from '../harness/profile.js';
import { formsOf, plant } from '../harness/search.js';
import { startDemo } from '../harness/server.js';

describe('the memory of the browser after leaving', { timeout: 300_000 }, () => {
  let demo, clean, profile;

  before(async () => {
    demo = await startDemo('sqlite');
    clean = await front(demo.origin, { host: 'centrum.example', elsewhere: 'vader.example' });
    profile = await openProfile(clean);
  });
  after(async () => {
    await profile?.kill();
    profile?.remove();
    await clean?.close();
    await demo?.stop();
  });

  /** Leaves, but holds the page at the door: nobody answers, and the worker is not ended, so that it can be looked at. */
  async function leaveHeld(page) {
    await page.evaluate(() => {
      Worker.prototype.terminate = () => {};
    });
    await page.route('**/lamna', () => {});
    await page.getByRole('link', { name: 'Lämna sidan nu' }).evaluate((link) => link.click());
    await rest(1_000);
  }

  test('the five words of somebody who asks are in it, and then nothing is', async () => {
    const { page } = profile;
    await page.goto(`${clean.origin}/fraga`);
    const question = 'hur fragar jag den som inte vill';
    await page.getByLabel('Vad vill du ha råd om?').fill(question);
    for (const label of ['Vad arbetar du som?', 'Var arbetar du?', 'I vilken kommun arbetar du?']) await page.getByLabel(label).selectOption({ index: 2 });
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.locator('ol.phrase li').first().waitFor();
    const phrase = (await page.locator('ol.phrase li').allTextContents()).join(' ');
    const look = await moduleMemory(page);
    const { bytes, used, ...held } = await look([phrase, question]);
    assert.ok(used && bytes > 1 << 20);
    assert.deepEqual(held, { modules: 2, found: [phrase, question] }, 'the look is blind');
    await leaveHeld(page);
    assert.deepEqual(await look([phrase, question]), { modules: 2, bytes, used: false, found: [] });
  });

  test('what somebody reads was in it, and then nothing is', async () => {
    const page = await profile.page.context().newPage();
    const { phrase } = demo.signIns.phrases.find(({ opens }) => opens.includes('pågående'));
    await page.goto(`${clean.origin}/svar`);
    await page.getByLabel('Dina fem ord').fill(phrase);
    await page.getByRole('button', { name: 'Öppna' }).click();
    await page.locator('ol.thread .words').first().waitFor();
    const read = (await page.locator('ol.thread .words').allInnerTexts()).flatMap((text) => text.match(/[a-z ]{12,}/g) ?? []);
    assert.ok(read.length > 1, 'nothing was read');
    const look = await moduleMemory(page);
    const { modules, bytes, used, found } = await look([phrase, ...read]);
    assert.ok(used && bytes >= 64 << 20, 'the look is blind');
    assert.ok(found.length > 1, 'the look is blind');
    await leaveHeld(page);
    assert.deepEqual(await look([phrase, ...read]), { modules, bytes, used: false, found: [] });
    await page.close();
  });

  test('the process that held what was typed is gone, with all its memory', async () => {
    const word = plant();
    const forms = formsOf(word).filter(({ form }) => ['UTF-8', 'UTF-16LE', 'Latin-1'].includes(form));
    const page = await profile.page.context().newPage();
    await page.goto(`${clean.origin}/fraga`);
    await page.getByLabel('Vad vill du ha råd om?').click();
    await page.keyboard.type(word);
    // The browser's own process knows for some seconds what stands in the field that has the focus.
    const holding = processesOf(profile.group).filter((pid) => pid !== profile.group && searchMemory(pid, forms).length > 0);
    assert.ok(holding.length > 0, 'the look is blind');
    await page.getByRole('link', { name: 'Lämna sidan nu' }).click();
    await page.getByText(ELSEWHERE).waitFor();
    const until = Date.now() + 15_000;
    const stillThere = () => processesOf(profile.group).filter((pid) => holding.includes(pid));
    while (stillThere().length > 0 && Date.now() < until) await rest(200);
    assert.deepEqual(stillThere(), []);
  });
});
