// A server that lies about whose keys are whose: it is noticed where somebody asks, and by the one in whose name it lies.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { launch, person } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { look } from '../harness/look.js';
import { ENGINES, startDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

const ALARM = 'Något stämmer inte med nycklarna';

/** Does to the database what the program would not do. */
function tamper({ data, database }, statement) {
  if (database) {
    const entered = `select set_config('fyren.centre', 'gavleborg', false); ${statement}`;
    execFileSync('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', database, '-c', entered]);
  } else {
    const script = 'import sqlite3, sys\nbase = sqlite3.connect(sys.argv[1], timeout=20)\nbase.execute(sys.argv[2])\nbase.commit()';
    execFileSync('python3', ['-c', script, join(data, 'fyren.db'), statement]);
  }
}

/** Waits for what a browser does unseen. */
async function until(holds) {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 100, 'it did not happen within twenty seconds');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

for (const engine of ENGINES) {
  const seen = engine === ENGINES[0] ? look : async () => {};

  describe(`a server that lies about keys, on ${engine}`, { timeout: 600_000 }, () => {
    const step = story();
    let demo, browser, coordinator, administrator;

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
    const alarm = (page) => page.getByRole('alert').filter({ hasText: ALARM });

    /** Opens the page where a question is asked, as it looks when the readers have been fetched. */
    async function ask(change) {
      const visitor = await person(browser, demo.origin);
      if (change) await visitor.page.route('**/kanal/intag', change);
      await visitor.page.goto('/fraga');
      return visitor;
    }

    /** Who can read, as somebody who asks is told. */
    async function readers() {
      const visitor = await ask();
      await visitor.page.getByText('Din webbläsare har kontrollerat').waitFor();
      const names = await visitor.page.locator('[data-part=readers-list] [data-slot=name]').allTextContents();
      await visitor.close();
      assert.deepEqual(visitor.faults, []);
      return names;
    }

    /** The row that says who can read, as text. */
    async function told() {
      const answer = await (await fetch(`${demo.origin}/kanal/intag`)).json();
      return Buffer.from(answer.entry, 'base64url').toString('latin1');
    }

    async function changeRole(name, role) {
      if (!administrator) {
        administrator = await colleague(browser, demo.origin, staff('administrator'), async () => {});
        await administrator.signIn('**/hub/personal');
      }
      await administrator.page.goto('/hub/personal');
      await administrator.page.getByRole('link', { name: `Ändra ${name}` }).click();
      await administrator.page.getByLabel('Roll').selectOption(role);
      await administrator.press('Spara');
      await administrator.page.waitForURL('**/hub/personal');
    }

    step('who can read is shown when it stands in the directory', async () => {
      const visitor = await ask();
      await visitor.page.getByRole('checkbox', { name: staff('coordinator').name }).waitFor();
      await visitor.close();
      assert.deepEqual(visitor.faults, []);
    });

    step('another name in what the server says is not believed, and nothing can be sent', async () => {
      const visitor = await ask(async (route) => {
        const response = await route.fetch();
        const told = await response.json();
        const entry = Buffer.from(told.entry, 'base64url');
        const at = entry.indexOf('Exempel');
        entry.write('Exempol', at);
        await route.fulfill({ response, json: { ...told, entry: entry.toString('base64url') } });
      });
      await visitor.page.getByRole('heading', { name: 'Skriv inte här nu' }).waitFor();
      assert.equal(await visitor.page.getByRole('textbox').count(), 0);
      assert.ok((await visitor.page.getByRole('alert').getByRole('link').count()) > 0, 'the telephone is shown');
      await seen(visitor.page, 'ask-lie');
      await visitor.close();
    });

    step('the coordinator works, and nothing is wrong', async () => {
      coordinator = await colleague(browser, demo.origin, staff('coordinator'), seen);
      await coordinator.signIn();
      await coordinator.addPasskey('Kontorets dator');
      await coordinator.page.getByRole('heading', { name: 'Din kod' }).waitFor();
      assert.match(await coordinator.page.locator('#own-code bdi').textContent(), /^(\d{4} ){5}\d{4}$/);
      await coordinator.page.goto('/hub');
      await coordinator.page.waitForLoadState('networkidle').catch(() => {});
      assert.equal(await alarm(coordinator.page).count(), 0);
    });

    step('a new coordinator is given nothing until the other one has compared her code', async () => {
      const lawyer = staff('member', 'lawyer');
      await changeRole(lawyer.name, 'coordinator');
      const newcomer = await colleague(browser, demo.origin, lawyer, seen);
      await newcomer.signIn();
      await newcomer.page.goto('/hub/konto');
      await newcomer.page.getByRole('heading', { name: 'Din kod' }).waitFor();
      const code = await newcomer.page.locator('#own-code bdi').textContent();
      await newcomer.leave();
      assert.deepEqual(await readers(), [staff('coordinator').name]);

      const { page } = coordinator;
      await page.goto('/hub');
      const panel = page.getByRole('region', { name: 'Nya kollegor som ska kunna läsa nya förfrågningar' });
      const line = panel.getByRole('listitem').filter({ hasText: lawyer.name });
      await line.getByText(code).waitFor();
      await seen(page, 'directory-newcomer');
      await line.getByRole('button', { name: lawyer.name }).press('Enter');
      await panel.waitFor({ state: 'hidden' });
      await until(async () => (await told()).includes(lawyer.name));
      assert.deepEqual(await readers(), [staff('coordinator').name, lawyer.name].sort());
      await page.goto('/hub');
      assert.equal(await panel.count(), 0, 'she was shown once');
    });

    step('who triages no more reads nothing new, also before new keys are made', async () => {
      await changeRole(staff('member', 'lawyer').name, 'member');
      assert.deepEqual(await readers(), [staff('coordinator').name]);
      const nurse = await asker(browser, demo.origin, async () => {});
      const matter = await nurse.ask({
        profession: 'Skolsköterska',
        organisation: 'Skola',
        kommun: 'Ockelbo',
        concerns: [],
        text: 'Hur frågar man utan att skada?',
      });
      await nurse.leave();
      await coordinator.open(matter.number);
      await coordinator.entries('Samtal med den som frågar', 'Hur frågar man utan att skada?');
    });

    step('her browser makes the keys of this week anew', async () => {
      await coordinator.page.goto('/hub');
      await until(async () => (await told()).includes('.02'));
      assert.deepEqual(await readers(), [staff('coordinator').name]);
      await coordinator.signOut();
    });

    step('another card in her name is refused where somebody asks', async () => {
      const other = "(select card from staff where handle = 'karin')";
      tamper(demo, `update staff set card = ${other} where handle = 'anna'`);
      const visitor = await ask();
      await visitor.page.getByRole('heading', { name: 'Skriv inte här nu' }).waitFor();
      await visitor.close();
    });

    step('her own browser finds it when she signs in, and says so on every page', async () => {
      const { page } = coordinator;
      await coordinator.signInByPasskey();
      await alarm(page).getByText('som inte är dina').waitFor();
      await seen(page, 'directory-alarm');
      await page.goto('/hub/statistik');
      await alarm(page).waitFor();
    });

    step('it stays until she says that she has called', async () => {
      const { page, press } = coordinator;
      await page.getByLabel('Skriv då:').fill('ja');
      await press('Kvittera larmet');
      await page.getByText('Det står inte så').waitFor();
      await page.getByLabel('Skriv då:').fill('Jag har  ringt');
      await press('Kvittera larmet');
      await alarm(page).waitFor({ state: 'hidden' });
      await page.goto('/hub/handelser');
      await page.getByText('fick larm: nycklar som inte är').first().waitFor();
      await page.getByText('kvitterade ett larm').first().waitFor();
      assert.equal(await alarm(page).count(), 0);
      await coordinator.leave();
    });
  });
}
