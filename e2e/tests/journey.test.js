// The main job, end to end, on each engine: a school's nurse gets advice about somebody whom
// nobody names, and the figure is counted.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { asker } from '../harness/asker.js';
import { launch } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { ENGINES, startDemo } from '../harness/server.js';

const QUESTION = 'En elev på högstadiet säger att hon inte får gå hem ensam. Vad gör jag?';
const ANSWER = 'Fråga henne i lugn och ro, ensam, vad hon själv vill.';
const MORE = 'Hon säger att hon är rädd för sommarlovet.';
const NOTE = 'Jag tar det här, men vill ha med kuratorn om det blir mer.';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

for (const engine of ENGINES) {
  // The pages are the same on both engines: they are looked at on the first.
  const seen = engine === ENGINES[0] ? look : async () => {};

  describe(`the main journey on ${engine}`, { timeout: 900_000 }, () => {
    let demo, browser, coordinator, midwife, excluded, matter, before_;

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

    test('a school nurse asks, is told who can read, and keeps five words', async () => {
      const nurse = await asker(browser, demo.origin, seen);
      matter = await nurse.ask({
        profession: 'Skolsköterska',
        organisation: 'Skola',
        kommun: 'Ockelbo',
        concerns: ['Kontroll och begränsningar'],
        text: QUESTION,
      });
      assert.match(matter.number, /^F-[A-Z2-7]{5}$/);
      await nurse.leave();
    });

    test('the coordinator signs in with a code, adds a passkey, and signs in with that', async () => {
      coordinator = await colleague(browser, demo.origin, staff('coordinator'), seen);
      await coordinator.signIn();
      await coordinator.addPasskey('Jobbdatorn');
      await coordinator.signOut();
      await coordinator.signInByPasskey();
      await seen(coordinator.page, 'queue');
    });

    test('the coordinator reads the question', async () => {
      await coordinator.open(matter.number);
      const [question] = await coordinator.entries('Samtal med den som frågar', QUESTION);
      assert.ok(question.includes(QUESTION));
      await seen(coordinator.page, 'matter-new');
    });
  });
}
