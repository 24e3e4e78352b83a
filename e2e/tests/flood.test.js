// Much comes in at once: the page works while somebody writes, says how long it takes, and sends by itself; what
// has too little work waits on a shelf; and where nothing can be taken, the page says so before anybody writes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { launch, person } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const QUESTION = { profession: 'Skolsköterska', organisation: 'Skola', kommun: 'Ockelbo', concerns: [], text: 'En elev får inte gå hem ensam. Vad gör jag?' };
const HOUR_MS = 3_600_000;
const quietly = async () => {};

/** So many enquiries came into the queue this hour: a place there costs about half of the most it ever does. */
const ARRIVALS = 330;

describe('a flood', { timeout: 600_000 }, () => {
  const step = story();
  let demo, browser, coordinator, number;

  before(async () => {
    demo = await startDemo('postgres');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const arrive = (times) => {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const counted = `insert into limits (centre_id, act, subject, window_start, times)
      select centre_id, 'enquiry_queued', decode(repeat('00', 32), 'hex'), ${hour}, ${times} from centres
      on conflict (centre_id, act, subject, window_start) do update set times = ${times}`;
    execFileSync('psql', ['--quiet', demo.database, '-c', counted]);
  };

  /** Every state that the line about the work has been in. */
  const watchWorking = (page) => page.addInitScript(() => {
    globalThis.said = [];
    addEventListener('DOMContentLoaded', () => {
      const line = document.querySelector('[data-part=working]');
      if (line) new MutationObserver(() => line.hidden || globalThis.said.push(line.textContent)).observe(line, { attributes: true, childList: true, subtree: true });
    });
  });

  step('on an ordinary day nobody waits for the work', async () => {
    const nurse = await asker(browser, demo.origin, quietly);
    await watchWorking(nurse.page);
    await nurse.ask(QUESTION);
    assert.deepEqual(await nurse.page.evaluate(() => globalThis.said), []);
    await nurse.leave();
  });

  step('while much comes in the page says how long it takes, and sends by itself', async () => {
    arrive(ARRIVALS);
    const nurse = await asker(browser, demo.origin, quietly);
    await watchWorking(nurse.page);
    ({ number } = await nurse.ask(QUESTION));
    const said = await nurse.page.evaluate(() => globalThis.said);
    assert.match(said[0] ?? 'nothing was said', /mycket hit på en gång.*om ungefär \d+ (sekund|minut).*Låt sidan vara öppen/s);
    await nurse.leave();
    coordinator = await colleague(browser, demo.origin, demo.signIns.staff.find(({ role }) => role === 'coordinator'), quietly);
    await coordinator.signIn();
    assert.ok((await coordinator.queue()).includes(number), 'it is in the queue');
  });

  step('whoever worked too little is thanked all the same, and waits on the shelf', async () => {
    const nurse = await asker(browser, demo.origin, quietly);
    await nurse.page.route('**/kanal/utmaning*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), demand: 32 } });
    });
    await nurse.page.route('**/kanal/intag', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), demand: 32 } });
    });
    const held = await nurse.ask(QUESTION);
    await nurse.follow(held.words);
    await nurse.write({ text: 'En sak till.' });
    await nurse.leave();

    const { page, queue } = coordinator;
    await page.goto('/hub');
    assert.ok(!(await queue()).includes(held.number), 'it is not in the queue');
    await page.getByRole('link', { name: '1 förfrågan att granska' }).click();
    await look(page, 'held');
    await page.getByRole('checkbox', { name: held.number }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('1 undanlagd som skräp').waitFor();
    await look(page, 'held-junk');
    await page.getByRole('link', { name: `Titta på ${held.number}` }).click();
    await coordinator.entries('Samtal med den som frågar', QUESTION.text);
    await look(page, 'matter-held');
    await coordinator.press('Ta in i kön');
    await page.goto('/hub');
    assert.ok((await queue()).includes(held.number), 'it is in the queue now');
  });

  step('her browser is known from now on, and she can let it be unknown again', async () => {
    const { page, press } = coordinator;
    await page.goto('/hub/konto');
    await look(page, 'account-known-browser');
    await press('Ta bort kakan');
    await page.getByRole('heading', { name: 'Den här webbläsaren' }).waitFor({ state: 'detached' });
    await coordinator.leave();
  });

  step('where nothing can be taken the page says so before anybody writes', async () => {
    const visitor = await person(browser, demo.origin);
    visitor.forgive(/503/);
    await visitor.page.route('**/kanal/intag', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
    await visitor.page.goto('/fraga');
    await visitor.page.getByRole('heading', { name: 'Just nu kan vi inte ta emot frågor här' }).waitFor();
    await look(visitor.page, 'ask-closed');
    assert.ok(await visitor.page.locator('[data-part=closed] a[href^="tel:"]').first().isVisible());
    assert.ok(!(await visitor.page.getByLabel('Vad vill du ha råd om?').isVisible()));
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });
});
