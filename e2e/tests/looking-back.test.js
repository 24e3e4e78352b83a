// Two coordinators: one asks for the keys of a matter she does not read and is given them; and looking back,
// one asks the other why she read.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { launch } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const NOTE = 'Ring aldrig hem.';

describe('looking back and breaking the glass', { timeout: 600_000 }, () => {
  const step = story();
  let demo, browser, coordinator, deputy, number;

  before(async () => {
    demo = await startDemo('sqlite');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  const staff = (role, profession) =>
    demo.signIns.staff.find((one) => one.role === role && (!profession || one.profession === profession));

  /** What the deputy read of the matter; at odd hours others' readings of it are listed, too. */
  const readings = (page) =>
    page.getByRole('table', { name: `Läsningar av ${staff('member', 'lawyer').name}` }).getByRole('row').filter({ hasText: number });

  step('the administrator makes the lawyer a coordinator', async () => {
    const { name } = staff('member', 'lawyer');
    const administrator = await colleague(browser, demo.origin, staff('administrator'), look);
    await administrator.signIn('**/hub/personal');
    administrator.forgive(/404/);
    assert.equal(await administrator.page.evaluate(async () => (await fetch('/hub/statistik')).status), 404);
    await administrator.page.getByRole('link', { name: `Ändra ${name}` }).click();
    await administrator.page.getByRole('heading', { name: 'Avsluta inloggningar' }).waitFor();
    await look(administrator.page, 'staff-change');
    await administrator.page.getByLabel('Roll').selectOption('coordinator');
    await administrator.press('Spara');
    await administrator.page.waitForURL('**/hub/personal');
    await administrator.leave();
  });

  step('the coordinator logs a call that she alone reads', async () => {
    coordinator = await colleague(browser, demo.origin, staff('coordinator'), look);
    await coordinator.signIn();
    const { page } = coordinator;
    const before = await coordinator.queue();
    await page.goto('/hub/samtal');
    await page.getByLabel('Den som ringer: yrke').selectOption('Skolsköterska');
    await page.getByLabel('Kommun där hen arbetar').selectOption('Ljusdal');
    await page.getByRole('group', { name: 'Vad gäller det?' }).getByRole('radio').first().check();
    await page.getByLabel('Anteckning').fill(NOTE);
    await coordinator.press('Spara i kön');
    await page.waitForURL('**/hub');
    [number] = (await coordinator.queue()).filter((one) => !before.includes(one));
  });

  step('the deputy cannot read it, and asks for the keys', async () => {
    deputy = await colleague(browser, demo.origin, staff('member', 'lawyer'), look);
    await deputy.signIn();
    await deputy.open(number);
    assert.equal(await deputy.page.getByText(NOTE).count(), 0);
    await look(deputy.page, 'key-request');
    await deputy.press('fara för någons liv');
    await deputy.page.getByText(`ber om nycklarna till ${number}`).first().waitFor();
  });

  step('the reader sees it in her open queue and gives the keys with one press', async () => {
    const { page } = coordinator;
    await page.getByText(`ber om nycklarna till ${number}`).waitFor();
    await look(page, 'queue-key-request');
    await page.getByRole('link', { name: /ber om nycklarna/ }).click();
    await look(page, 'key-request-reader');
    await Promise.all([page.waitForEvent('load'), coordinator.press('Ge nycklarna')]);
    await page.getByText('gav nycklarna på begäran').first().waitFor();
    await deputy.open(number);
    await deputy.entries('Anteckningar mellan kollegor', NOTE);
  });

  step('the coordinator looks back and asks why it was read', async () => {
    const { page } = coordinator;
    await page.goto('/hub/granskning');
    const line = readings(page);
    const refused = page.getByRole('table', { name: 'Försök som nekades' }).getByRole('row');
    await refused.filter({ hasText: staff('administrator').name }).filter({ hasText: 'Försökte nå' }).waitFor();
    await look(page, 'review');
    await line.getByRole('button', { name: /Be om skäl/ }).click();
    await line.getByText('Inget svar än.').waitFor();
  });

  step('the deputy answers with one press, and it stands in the list', async () => {
    await deputy.page.goto('/hub');
    await deputy.page.getByText(`undrar varför du läste ${number}`).waitFor();
    await look(deputy.page, 'queue-review');
    await deputy.press('Jag hade jouren');
    await deputy.page.waitForURL('**/hub');
    await coordinator.page.goto('/hub/granskning');
    await readings(coordinator.page).getByText('Jag hade jouren').waitFor();
    await deputy.leave();
    await coordinator.leave();
  });
});
