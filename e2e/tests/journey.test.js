// The main job, end to end, on each engine: a school's nurse gets advice about somebody whom
// nobody names, and the figure is counted.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { launch } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { keyboard } from '../harness/keyboard.js';
import { ENGINES, startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const QUESTION = 'En elev på högstadiet säger att hon inte får gå hem ensam. Vad gör jag?';
const ANSWER = 'Fråga henne i lugn och ro, ensam, vad hon själv vill.';
const MORE = 'Hon säger att hon är rädd för sommarlovet.';
const AFTER = 'Ring oss inför lovet, så planerar vi tillsammans.';
const NOTE = 'Jag tar det här, men vill ha med kuratorn om det blir mer.';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** The three counts of the hub's page, which are never the same thing. */
async function counts({ page }) {
  await page.goto('/hub/statistik');
  const figure = async (name) => {
    const row = page.locator('dl.figures div').filter({ has: page.getByText(name, { exact: true }) });
    return Number((await row.locator('dd').innerText()).replaceAll(/\s/g, ''));
  };
  return {
    enquiries: await figure('Förfrågningar'),
    consultations: await figure('Ärenden'),
    persons: await figure('Utsatta personer'),
  };
}

for (const engine of ENGINES) {
  // The pages are the same on both engines: they are looked at on the first.
  const seen = engine === ENGINES[0] ? look : async () => {};

  describe(`the main journey on ${engine}`, { timeout: 900_000 }, () => {
    const step = story();
    let demo, browser, coordinator, midwife, matter, counted;

    before(async () => {
      demo = await startDemo(engine);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await demo?.stop();
    });
    const staff = (role, profession) =>
      demo.signIns.staff.find((one) => one.role === role && (!profession || one.profession === profession));

    step('a school nurse asks, is told who can read, and keeps five words', async () => {
      const nurse = await asker(browser, demo.origin, seen);
      matter = await nurse.ask({
        profession: 'Skolsköterska',
        organisation: 'Skola',
        kommun: 'Ockelbo',
        concerns: ['Kontroll och begränsningar'],
        text: QUESTION,
      });
      assert.match(matter.number, /^F-[0-9A-HJKMNP-TV-Z]{5}$/);
      await nurse.leave();
    });

    step('the coordinator signs in with a code, adds a passkey, and signs in with that', async () => {
      coordinator = await colleague(browser, demo.origin, staff('coordinator'), seen);
      await coordinator.signIn();
      await coordinator.addPasskey('Kontorets dator');
      await coordinator.signOut();
      await coordinator.signInByPasskey();
      await seen(coordinator.page, 'queue');
      counted = await counts(coordinator);
    });

    step('the coordinator reads the question, triages, and takes it on', async () => {
      const { page, press } = coordinator;
      await coordinator.open(matter.number);
      await coordinator.entries('Samtal med den som frågar', QUESTION);
      await seen(page, 'matter-new');
      await page.getByRole('link', { name: 'Ändra bedömningen' }).click();
      assert.ok(await page.getByRole('group', { name: 'Får familjen kontaktas?' }).getByLabel('Nej', { exact: true }).isChecked());
      await page.getByRole('group', { name: 'Hur bråttom är det?' }).getByLabel('Inom några dagar').check();
      await page.getByRole('group', { name: 'Finns oro för en resa utomlands?' }).getByLabel('Ja', { exact: true }).check();
      await seen(page, 'triage-enquiry');
      await press('Spara bedömningen');
      await press('Ta som ärende');
      await page.getByRole('link', { name: 'Ändra bedömningen' }).click();
      await press('Lägg till en person');
      const girl = page.getByRole('group', { name: 'Person 1' });
      await girl.getByLabel('Kön', { exact: true }).selectOption({ index: 1 });
      await girl.getByLabel('Kontroll och begränsningar').check();
      await seen(page, 'triage-consultation');
      await press('Spara bedömningen');
      await coordinator.part('Bedömning').getByText('Utsatt för: Kontroll och begränsningar').waitFor();
    });

    step('the coordinator names the midwife as a reader and keeps a colleague out', async () => {
      await coordinator.nameReaders({ [staff('member', 'midwife').name]: 'Läser', [staff('member', 'case_officer').name]: 'Utestängd' });
      await seen(coordinator.page, 'matter-consultation');
    });

    step('the midwife reads, leaves a note for colleagues and answers', async () => {
      midwife = await colleague(browser, demo.origin, staff('member', 'midwife'), seen);
      await midwife.signIn();
      await midwife.open(matter.number);
      await midwife.entries('Samtal med den som frågar', QUESTION);
      await midwife.note(NOTE);
      await midwife.answer(ANSWER);
      await seen(midwife.page, 'matter-answered');
    });

    step('the colleague who is kept out finds nothing', async () => {
      const relative = await colleague(browser, demo.origin, staff('member', 'case_officer'), seen);
      await relative.signIn();
      assert.equal(await relative.page.getByText(matter.number).count(), 0);
      relative.forgive(/404/);
      const address = new URL(coordinator.page.url()).pathname;
      const refused = await relative.page.goto(address);
      assert.equal(refused.status(), 404);
      assert.equal((await relative.page.goto(`${address}/forseglat`)).status(), 404);
      await relative.leave();
    });

    step('the nurse reads the answer with five words, writes more and sends a file', async () => {
      const nurse = await asker(browser, demo.origin, seen);
      await nurse.follow(matter.words);
      const before = (await nurse.thread()).join('\n');
      assert.ok(before.includes(ANSWER), before);
      assert.ok(!before.includes(NOTE), 'a note between colleagues reached the asker');
      await nurse.write({ text: MORE, file: { name: 'frågor.pdf', mimeType: 'application/pdf', buffer: PDF } });
      assert.ok((await nurse.thread()).join('\n').includes(MORE));
      assert.deepEqual(await nurse.save('frågor.pdf'), PDF);
      await nurse.leave();
    });

    step('five words that nobody was given open nothing', async () => {
      const stranger = await asker(browser, demo.origin, seen);
      await stranger.page.goto('/svar');
      await stranger.page.getByLabel('Dina fem ord').fill([...matter.words].reverse().join(' '));
      await stranger.page.getByRole('button', { name: 'Öppna' }).click();
      await stranger.page.getByText('Vi hittar inget för de orden').first().waitFor();
      await seen(stranger.page, 'follow-nothing');
      await stranger.leave();
    });

    step('the coordinator sees what came, in the queue and in the matter', async () => {
      await coordinator.open(matter.number);
      await coordinator.entries('Samtal med den som frågar', MORE);
      await coordinator.entries('Samtal med den som frågar', 'frågor.pdf');
      await coordinator.page.getByText('Ingen har sökt efter virus i filen').waitFor();
      await seen(coordinator.page, 'matter-with-a-file');
      const [saved] = await Promise.all([
        coordinator.page.waitForEvent('download'),
        coordinator.page.getByRole('button', { name: /frågor\.pdf/ }).click(),
      ]);
      assert.equal(saved.suggestedFilename(), 'frågor.pdf');
    });

    step('the coordinator logs a phone call by keyboard alone in under two minutes', async () => {
      const { page } = coordinator;
      const keys = keyboard(page);
      await page.goto('/hub');
      const waiting = await coordinator.queue();
      const begun = Date.now();
      await keys.to('Logga ett samtal');
      await keys.press('Enter');
      await page.getByRole('heading', { name: 'Logga ett samtal' }).waitFor();
      await keys.to('Den som ringer: yrke');
      await keys.type('Skolsk');
      await keys.to('Kommun där hen arbetar');
      await keys.type('Ljus');
      await keys.to('Vad gäller det?');
      await keys.press('Space');
      await keys.to('Anteckning');
      await keys.type('Undrar hur man frågar.');
      await seen(page, 'phone-call');
      await keys.press('Control+Enter');
      await page.waitForURL('**/hub');
      const seconds = (Date.now() - begun) / 1000;
      assert.ok(seconds < 120, `${seconds} s`);
      assert.ok(keys.count() < 120, `${keys.count()} keys`);
      const [logged] = (await coordinator.queue()).filter((number) => !waiting.includes(number));
      await coordinator.open(logged);
      await coordinator.entries('Anteckningar mellan kollegor', 'Undrar hur man frågar.');
    });

    step('a half-filled call survives a lost network and a closed lid', async () => {
      const { page } = coordinator;
      coordinator.forgive(/ERR_INTERNET_DISCONNECTED/);
      await page.goto('/hub/samtal');
      await page.getByLabel('Kommun där hen arbetar').selectOption('Ljusdal');
      await page.getByLabel('Anteckning').fill('Undrar om en resa.');
      await page.getByText('Utkastet ligger låst på den här datorn.').waitFor();
      await page.context().setOffline(true);
      await page.getByLabel('Den som ringer: yrke').selectOption('Skolsköterska');
      await page.getByRole('button', { name: 'Spara i kön' }).click();
      await page.getByText('Ingen kontakt med servern').first().waitFor();
      await seen(page, 'phone-call-offline');
      await page.goto('about:blank');
      await page.context().setOffline(false);

      await page.goto('/hub/samtal');
      await page.getByText('Ditt påbörjade samtal är tillbaka').waitFor();
      assert.equal(await page.getByLabel('Anteckning').inputValue(), 'Undrar om en resa.');
      assert.equal(await page.getByLabel('Kommun där hen arbetar').locator('option:checked').innerText(), 'Ljusdal');
      assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('resa'));
      await Promise.all([page.waitForEvent('load'), coordinator.press('Släng utkastet')]);
      assert.equal(await page.getByLabel('Anteckning').inputValue(), '');
    });

    step('a colleague who stands aside has no key to what comes after', async () => {
      await midwife.open(matter.number);
      await midwife.press('Jag kan känna dem det gäller: ta bort mig');
      await midwife.page.waitForURL('**/hub');
      assert.equal(await midwife.page.getByText(matter.number).count(), 0);
      await midwife.signOut();
      await midwife.leave();

      await coordinator.open(matter.number);
      await coordinator.answer(AFTER);
      await coordinator.page.reload();
      await coordinator.page.getByText('bytte nyckel').first().waitFor();
      const nurse = await asker(browser, demo.origin, seen);
      await nurse.follow(matter.words);
      assert.ok((await nurse.thread()).join('\n').includes(AFTER));
      await nurse.leave();
    });

    step('the coordinator follows up and closes', async () => {
      const { page, press } = coordinator;
      await coordinator.open(matter.number);
      await press('Sätt dagen');
      await coordinator.part('Uppföljning').getByRole('button', { name: /^Klar/ }).click();
      await page.getByRole('link', { name: 'Avsluta', exact: true }).click();
      await page.getByLabel('Hur slutade det?').waitFor();
      await seen(page, 'closure');
      await page.getByLabel('Hur slutade det?').selectOption({ index: 1 });
      await press('Avsluta ärendet');
      await page.getByText('Ärende, avslutat').waitFor();
      await seen(page, 'matter-closed');
    });

    step('the count shows one enquiry, one consultation and one person more', async () => {
      const now = await counts(coordinator);
      await seen(coordinator.page, 'count');
      assert.deepEqual(now, {
        enquiries: counted.enquiries + 1, // the call; the nurse's stood there already
        consultations: counted.consultations + 1,
        persons: counted.persons + 1,
      });
      await coordinator.signOut();
      await coordinator.leave();
    });
  });
}
