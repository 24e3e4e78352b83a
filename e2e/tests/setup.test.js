// A county starts its own centre: from an installation with nothing in it to the first question
// that is read, by the printed address alone.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { giveAuthenticator, launch, person } from '../harness/browser.js';
import { look } from '../harness/look.js';
import { ENGINES, startEmpty } from '../harness/server.js';
import { story } from '../harness/steps.js';
import { totp } from '../harness/totp.js';

const QUESTION = 'En elev har slutat komma till skolan. Vem kan jag fråga?';

/** The part of the address behind `#`, which no log and no history keeps. */
const codeBehind = (text, path) => new RegExp(`(http://\\S+${path}#\\S+)`).exec(text)?.[1];

/** Chooses a passphrase on the page of an invitation; what is wrong with it is said, and stays. */
async function enrol(page, seen) {
  await page.getByRole('heading', { name: 'Välkommen' }).waitFor();
  await page.getByLabel('Ny lösenfras').fill('kort');
  await page.getByLabel('Samma lösenfras en gång till').fill('kort');
  await page.getByRole('button', { name: 'Skapa mina nycklar' }).click();
  await page.getByRole('alert').getByText('för kort').waitFor();
  await seen(page, 'enrolment-with-a-fault');
  await page.getByLabel('Ny lösenfras').fill('Gävleborg2026!');
  await page.getByLabel('Samma lösenfras en gång till').fill('Gävleborg2026!');
  await page.getByRole('button', { name: 'Skapa mina nycklar' }).click();
  await page.getByRole('alert').getByText('lätt att gissa').waitFor();
  await seen(page, 'enrolment-foreseen');
  await page.getByRole('button', { name: 'Föreslå fem ord' }).click();
  await page.getByText('Förslag:').waitFor();
  const passphrase = await page.locator('#suggested-words').textContent();
  assert.equal(passphrase.split(' ').length, 5);
  await page.getByLabel('Samma lösenfras en gång till').fill(passphrase);
  await page.getByRole('button', { name: 'Skapa mina nycklar' }).click();
  await page.getByRole('heading', { name: 'Skydda ditt konto' }).waitFor();
}

/** Goes on from the recovery codes that are shown once. */
async function keepCodes(page, seen) {
  await page.getByRole('heading', { name: 'Dina återställningskoder' }).waitFor();
  await page.getByRole('button', { name: 'Visa nya koder' }).click();
  await page.locator('#codes').waitFor();
  assert.ok((await page.locator('#codes li').count()) >= 8);
  await seen(page, 'account-codes');
  await page.getByRole('link', { name: 'Jag har sparat koderna' }).click();
}

for (const engine of ENGINES) {
  const seen = engine === ENGINES[0] ? look : async () => {};

  describe(`setting up on ${engine}`, { timeout: 600_000 }, () => {
    const step = story();
    let server, browser, administrator, coordinator, invitation;

    before(async () => {
      server = await startEmpty(engine);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    step('nobody without the code of the log sets a centre up', async () => {
      const stranger = await person(browser, server.origin);
      stranger.forgive(/422/);
      await stranger.page.goto('/');
      await stranger.page.waitForURL('**/start');
      await seen(stranger.page, 'setup');
      await stranger.page.getByLabel('Engångskod').fill('gissning');
      await stranger.page.getByRole('button', { name: 'Använd Gävleborg' }).click();
      await stranger.page.getByRole('alert').getByText('Koden stämmer inte').waitFor();
      assert.ok(await stranger.page.getByLabel('Centrummodell', { exact: true }).inputValue());
      await stranger.close();
      assert.deepEqual(stranger.faults, []);
    });

    step('a model with a fault is refused with its line, and nothing typed is lost', async () => {
      administrator = await person(browser, server.origin);
      const { page } = administrator;
      administrator.forgive(/422/);
      await page.goto(codeBehind(server.log(), '/start'));
      await page.waitForURL((url) => url.hash === '');
      await page.getByRole('button', { name: 'Använd Gävleborg' }).click();
      await page.getByRole('heading', { name: 'Så blir centrumet' }).waitFor();
      await seen(page, 'setup-preview');
      const field = page.getByLabel('Centrummodell', { exact: true });
      const model = await field.inputValue();
      await field.fill(model.replace(/^follow_up_days = .*/m, 'follow_up_days = "snart"'));
      await page.getByRole('button', { name: 'Granska modellen' }).click();
      await page.getByText('Modellen kan inte användas än').waitFor();
      const line = 1 + model.split('\n').findIndex((text) => text.startsWith('follow_up_days'));
      await page.getByText(`Rad ${line}, tecken`).waitFor();
      await seen(page, 'setup-with-a-fault');
      assert.ok((await field.inputValue()).includes('"snart"'));
      await field.fill(model);
    });

    step('the first administrator makes her own keys and shows a second way to prove herself', async () => {
      const { page } = administrator;
      await page.getByRole('button', { name: 'Granska modellen' }).click();
      await page.getByRole('heading', { name: 'Första administratören' }).waitFor();
      await page.getByRole('button', { name: 'Skapa centrumet' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Namn', { exact: true }).fill('Disa Exempel');
      await page.getByLabel('Titel', { exact: true }).fill('verksamhetschef');
      await page.getByLabel('Användarnamn').fill('disa');
      await page.getByRole('button', { name: 'Skapa centrumet' }).click();
      await enrol(page, seen);
      await seen(page, 'account-unprotected');
      await page.getByRole('link', { name: 'Koppla en app' }).click();
      await seen(page, 'account-app');
      const secret = await page.locator('#secret').textContent();
      await page.getByLabel('Koden som appen visar').fill(totp(secret));
      await page.getByRole('button', { name: 'Koppla appen' }).click();
      await keepCodes(page, seen);
    });

    step('the setup is closed behind her', async () => {
      const late = await person(browser, server.origin);
      await late.page.goto('/start');
      await late.page.waitForURL('**/hub/inloggning');
      await late.page.goto('/fraga');
      await late.page.getByRole('heading', { name: 'Just nu kan vi inte ta emot frågor här' }).waitFor();
      await seen(late.page, 'ask-without-readers');
      await late.close();
    });

    step('she invites a coordinator', async () => {
      const { page } = administrator;
      await page.goto('/hub/personal');
      await seen(page, 'staff-alone');
      await page.getByRole('link', { name: 'Bjud in' }).click();
      await page.getByLabel('Användarnamn').fill('anna');
      await page.getByLabel('Namn', { exact: true }).fill('Anna Exempel');
      await page.getByLabel('Titel', { exact: true }).fill('koordinator');
      await page.getByLabel('Roll').selectOption('koordinator');
      await page.getByLabel('Yrke').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Bjud in' }).click();
      await seen(page, 'staff-invited');
      invitation = await page.locator('#invitation').textContent();
      assert.match(invitation, /\/hub\/valkommen#/);
    });

    step('the coordinator follows the link, makes her keys and a passkey', async () => {
      coordinator = await person(browser, server.origin);
      const { page } = coordinator;
      await giveAuthenticator(page);
      await page.goto(invitation);
      await enrol(page, async () => {});
      await page.getByLabel('Namn på nyckeln').fill('Kontorets dator');
      await page.getByRole('button', { name: 'Lägg till passernyckel' }).click();
      await keepCodes(page, async () => {});
      await page.goto('/hub');
      await page.getByText('Ingenting väntar just nu.').waitFor();
      await seen(page, 'queue-empty');
    });

    step('an invitation is used once', async () => {
      const second = await person(browser, server.origin);
      second.forgive(/40\d/);
      await second.page.goto(invitation);
      await second.page.getByText('Länken gäller inte längre.').waitFor();
      await seen(second.page, 'enrolment-over');
      await second.close();
    });

    step('now a question can be asked, and she reads it', async () => {
      const nurse = await asker(browser, server.origin, async () => {});
      const { number } = await nurse.ask({
        profession: 'Skolsköterska',
        organisation: 'Skola',
        kommun: 'Ockelbo',
        concerns: [],
        text: QUESTION,
      });
      await nurse.leave();
      const { page } = coordinator;
      await page.getByRole('link', { name: number }).click();
      await page.getByText(QUESTION).waitFor();
      await coordinator.close();
      assert.deepEqual(coordinator.faults, []);
      await administrator.close();
      assert.deepEqual(administrator.faults, []);
    });
  });
}
