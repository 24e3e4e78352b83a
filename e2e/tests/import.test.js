// The spreadsheet a centre keeps: shown first, refused line by line with the reason, and counted once.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { launch } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const CALLS = 'Löpnummer;Datum;Kanal;Yrke;Kommun;Typ;Kön;Utfall\r\n'
  + '1;2026-11-02;Telefon;Polis;Gävle;Råd i ett ärende;Flicka;Råd har getts\r\n'
  + '2;2026-11-03;Telefn;;;;;\r\n';

describe('importing calls', { timeout: 300_000 }, () => {
  const step = story();
  let demo, browser, coordinator;

  before(async () => {
    demo = await startDemo('sqlite');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  const figure = async (name) => {
    const row = coordinator.page.locator('dl.figures div').filter({ has: coordinator.page.getByText(name, { exact: true }) });
    return Number((await row.locator('dd').innerText()).replaceAll(/\s/g, ''));
  };
  const enquiries = async () => {
    await coordinator.page.goto('/hub/statistik');
    return figure('Förfrågningar');
  };
  const choose = (text) =>
    coordinator.page.getByLabel('Kalkylblad').setInputFiles({ name: 'samtal.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

  step('the page says what is taken, and what a file without rows lacks', async () => {
    coordinator = await colleague(browser, demo.origin, demo.signIns.staff.find((one) => one.role === 'coordinator'), async () => {});
    await coordinator.signIn();
    coordinator.forgive(/422/);
    await coordinator.page.goto('/hub/import');
    await look(coordinator.page, 'import');
    await coordinator.press('Granska filen');
    await coordinator.page.getByRole('alert').getByText('Välj en fil först.').waitFor();
  });

  step('a file is shown before it is imported, and each refused line with its reason', async () => {
    await choose(CALLS);
    await coordinator.press('Granska filen');
    assert.deepEqual([await figure('Rader'), await figure('Nya samtal'), await figure('Vägrade rader')], [2, 1, 1]);
    await coordinator.page.getByRole('row').filter({ hasText: 'Telefn' }).getByText('Menade du').waitFor();
    await look(coordinator.page, 'import-preview');
  });

  step('what is right is imported on demand, counted at once, and never twice', async () => {
    const { page } = coordinator;
    const before = await enquiries();
    await page.goto('/hub/import');
    await choose(CALLS);
    await coordinator.press('Granska filen');
    await coordinator.press('Importera de godkända raderna');
    await page.getByRole('status').getByText('importera').waitFor();
    assert.equal(await enquiries(), before + 1);
    await page.goto('/hub/import');
    await choose(CALLS);
    await coordinator.press('Granska filen');
    assert.deepEqual([await figure('Nya samtal'), await figure('Redan importerade')], [0, 1]);
    await coordinator.signOut();
    await coordinator.leave();
  });
});
