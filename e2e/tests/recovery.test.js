// A lost passphrase: a holder compares the code and passes on her share, the paper is typed, and the same keys are
// back under a new passphrase, as the texts she reads show. A new circle is named, its paper printed, and everybody shares again. Two devices of
// one person read the same matter.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { launch, person } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const PASSPHRASE = 'sju blå hästar i regn';

describe('a lost passphrase comes back', { timeout: 600_000 }, () => {
  const step = story();
  let demo, browser, lost, coordinator, deputy, found;

  before(async () => {
    demo = await startDemo('sqlite');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  const signIn = (handle) => demo.signIns.staff.find((one) => one.handle === handle);
  const forgetful = () => signIn(demo.signIns.recovery.handle);
  const button = (page, name) => page.getByRole('button', { name });

  step('she opens her link, and her browser shows a code', async () => {
    lost = await person(browser, demo.origin);
    // Printed for the usual address; this demo listens elsewhere.
    const { pathname, hash } = new URL(demo.signIns.recovery.link);
    await lost.page.goto(pathname + hash);
    await lost.page.getByRole('heading', { name: 'Två av tre behövs' }).waitFor();
    await lost.page.getByText('Anna Exempel: väntar', { exact: true }).waitFor();
    assert.match(await lost.page.locator('#code').innerText(), /^\d{4}( \d{4}){5}$/);
    await look(lost.page, 'recovery-gathering');
  });

  step('the coordinator sees it in her queue, compares the code and passes on her share', async () => {
    coordinator = await colleague(browser, demo.origin, signIn('anna'), look);
    await coordinator.signIn();
    const { page } = coordinator;
    await page.getByText(`Nycklarna för ${forgetful().name} håller på att återställas`).waitFor();
    await look(page, 'queue-recovery');
    await page.getByRole('link', { name: /håller på att återställas/ }).click();
    const code = page.locator('[data-code]');
    await code.waitFor();
    assert.equal(await code.innerText(), await lost.page.locator('#code').innerText());
    await look(page, 'recovery-holder');
    await coordinator.press('Koden stämmer: lämna min del');
    await page.getByText('Du har lämnat din del.').waitFor();
    await lost.page.getByText('Anna Exempel: har lämnat sin del', { exact: true }).waitFor();
  });

  step('a page that is loaded again has another code, and asks the holders anew', async () => {
    const before = await lost.page.locator('#code').innerText();
    await lost.page.reload();
    await lost.page.getByText('Anna Exempel: väntar', { exact: true }).waitFor();
    assert.notEqual(await lost.page.locator('#code').innerText(), before);
    const { page } = coordinator;
    await page.goto('/hub/aterstallning');
    await page.locator('[data-code]').waitFor();
    await coordinator.press('Koden stämmer: lämna min del');
    await lost.page.getByText('Anna Exempel: har lämnat sin del', { exact: true }).waitFor();
  });

  step('a misread line of the paper is told, and the right paper opens her keys', async () => {
    const { page } = lost;
    const { paper } = demo.signIns.recovery;
    const typed = page.getByLabel(/Har du det förseglade papperet/);
    await typed.fill([paper[1], paper[0], paper[2], paper[3]].join('\n'));
    await button(page, 'Använd papperet').click();
    await page.getByText('Rad 1 stämmer inte.').first().waitFor();
    await look(page, 'recovery-paper-misread');
    await typed.fill(paper.join(' ').toLowerCase());
    await button(page, 'Använd papperet').click();
    await page.getByRole('heading', { name: 'Dina nycklar är tillbaka' }).waitFor();
    await look(page, 'recovery-passphrase');
  });

  step('she chooses a new passphrase, and signs in with her second factor', async () => {
    const { page } = lost;
    await page.getByLabel('Ny lösenfras').fill(PASSPHRASE);
    await page.getByLabel('Samma lösenfras en gång till').fill(PASSPHRASE);
    await button(page, 'Spara och logga in').click();
    await page.waitForURL('**/hub/inloggning');
    await lost.close();
    assert.deepEqual(lost.faults, []);
    found = await colleague(browser, demo.origin, { ...forgetful(), passphrase: PASSPHRASE }, look);
    await found.signIn();
    await found.page.getByText(`${forgetful().name} fick tillbaka sina nycklar`).waitFor();
    await found.page.goto('/hub/konto');
    await found.page.getByText('två av de här tre tillsammans: Anna Exempel, Hanna Exempel och papperet').waitFor();
  });

  step('what she read before opens again', async () => {
    const { page } = found;
    await page.goto('/hub');
    const [number] = await found.queue();
    await found.open(number);
    const words = page.locator('ol.entries .words').first();
    await words.waitFor();
    assert.ok((await words.innerText()).trim().length > 0);
    assert.equal(await page.locator('#matter').getByText(await page.locator('#matter').getAttribute('data-unopenable')).count(), 0);
    await found.leave();
  });

  step('the coordinator names a new circle and types back a line of its paper', async () => {
    const { page } = coordinator;
    await page.goto('/hub/aterstallning');
    await page.getByText(`${forgetful().name} fick tillbaka sina nycklar`).waitFor();
    await page.getByRole('link', { name: 'Utse en ny krets' }).click();
    await page.getByLabel('Första kollegan').selectOption('Anna Exempel');
    await page.getByLabel('Andra kollegan').selectOption('Anna Exempel');
    await coordinator.press('Gör papperet');
    await page.getByText('Välj två olika kollegor.').first().waitFor();
    await look(page, 'recovery-circle');
    await page.getByLabel('Andra kollegan').selectOption('Hanna Exempel');
    await coordinator.press('Gör papperet');
    await page.getByRole('heading', { name: 'Förseglat papper' }).waitFor();
    await look(page, 'recovery-paper');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByLabel(/Skriv av från utskriften/).isVisible(), false);
    assert.equal(await page.locator('#seed').isVisible(), true);
    await page.emulateMedia({ media: null });
    const lines = await page.locator('#seed li').allInnerTexts();
    assert.equal(lines.length, 4);
    const asked = Number(await page.locator('#line-number').innerText());
    const typed = page.getByLabel(/Skriv av från utskriften/);
    await typed.fill(lines[asked % 4]);
    await button(page, 'Papperet är utskrivet').click();
    await page.getByText('Raden stämmer inte med papperet.').first().waitFor();
    await typed.fill(lines[asked - 1].toLowerCase());
    await button(page, 'Papperet är utskrivet').click();
    await page.waitForURL('**/hub/aterstallning');
    await page.getByText('Kretsen gäller först när båda').waitFor();
  });

  step('both accept, and the circle is whole', async () => {
    const accept = async ({ page, press }) => {
      await page.goto('/hub/aterstallning');
      await Promise.all([page.waitForEvent('load'), press('Ja, jag håller en del')]);
    };
    await accept(coordinator);
    deputy = await colleague(browser, demo.origin, signIn('hanna'), look);
    await deputy.signIn();
    await accept(deputy);
    await deputy.page.getByText('Kretsen är hel.').waitFor();
    await deputy.page.getByText(/^.*1 av 7 kollegor/).waitFor();
    await look(deputy.page, 'recovery-whole');
    await deputy.leave();
  });

  step('she begins a recovery, whose link waits for the delay, and stops it', async () => {
    const { page } = coordinator;
    await page.goto('/hub/aterstallning');
    await page.getByLabel('Vems nycklar?').selectOption('Maria Exempel');
    await coordinator.press('personen har varit borta länge');
    const link = new URL(await page.locator('#recovery-link').innerText());
    await look(page, 'recovery-begun');
    const maria = await person(browser, demo.origin);
    maria.forgive(/404/);
    await maria.page.goto(link.pathname + link.hash);
    await maria.page.getByRole('heading', { name: 'Det är inte dags än' }).waitFor();
    assert.equal(await maria.page.locator('#code').isVisible(), false);
    await look(maria.page, 'recovery-too-early');
    await page.goto('/hub/aterstallning');
    await page.getByRole('group', { name: 'Maria Exempel' }).getByRole('button', { name: 'Stoppa återställningen' }).click();
    await page.getByText('Återställningen av nycklarna för Maria Exempel stoppades').waitFor();
    await maria.page.reload();
    await maria.page.getByText('Återställningen är slutförd, stoppad eller för gammal.').waitFor();
    await maria.close();
    assert.deepEqual(maria.faults, []);
  });

  step('a second device of hers reads the same matter', async () => {
    await coordinator.page.goto('/hub');
    const [number] = await coordinator.queue();
    await coordinator.open(number);
    const thread = ({ page }) => page.getByRole('region', { name: 'Samtal med den som frågar' }).getByRole('listitem').first();
    const { page } = (found = await colleague(browser, demo.origin, signIn('anna'), look));
    await page.goto('/hub/inloggning');
    await page.getByLabel('Användarnamn').fill(signIn('anna').handle);
    await page.getByLabel('Lösenfras').fill(signIn('anna').passphrase);
    await found.press('Fortsätt');
    await page.getByLabel(/Kod från din app/).fill(signIn('anna').recovery_codes[0]);
    await found.press('Logga in');
    await page.waitForURL('**/hub');
    await found.open(number);
    await thread(found).waitFor();
    await thread(coordinator).waitFor();
    assert.equal(await thread(found).innerText(), await thread(coordinator).innerText());
    await page.goto('/hub/konto');
    const sessions = page.getByRole('region', { name: 'Där du är inloggad' }).getByRole('listitem');
    assert.equal(await sessions.count(), 2);
    await sessions.filter({ hasText: 'Chrome på Linux (den här)' }).waitFor();
    await look(page, 'account-sessions');
    await found.press('Logga ut alla andra');
    await page.waitForURL('**/hub/konto');
    assert.equal(await sessions.count(), 1);
    await found.leave();
    await coordinator.leave();
  });
});
