// What people write is nowhere but with those it is meant for. Words are planted in texts, files and
// their names; every flow is gone through on both databases; then all that browsers sent, all that lies
// in the database, its journal, the data folder and a backup, what the server says and all of its memory
// is searched for them, in every form. The search is shown to work by a word that may be there.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';

import { asker } from '../harness/asker.js';
import { backUp } from '../harness/backup.js';
import { launch } from '../harness/browser.js';
import { colleague } from '../harness/colleague.js';
import { searchMemory } from '../harness/memory.js';
import { formsOf, layersIn, plant, searchBytes, searchLayers } from '../harness/search.js';
import { ENGINES, serveDemo } from '../harness/server.js';
import { story } from '../harness/steps.js';

/** The address a visitor comes from, and the one a proxy names: neither is written down anywhere. */
const [PEER, PROXIED] = ['127.0.0.77', '203.0.113.77'];

/** All planted words begin with this, so that one search finds them all. */
const SECRET = plant();
/** A word that is no secret: the title of a canned answer. */
const KNOWN = plant();
const secret = (where) => `${SECRET} ${where}`;

const nobody = async () => {};

for (const engine of ENGINES) {
  describe(`what is written is sealed, on ${engine}`, { timeout: 600_000 }, () => {
    const step = story();
    /** Everything that was sent, as it was sent. @type {Array<{address: string, body: Buffer}>} */
    const sent = [];
    /** Words nobody planted that are secret too: phrases and passphrases that were typed. */
    const typed = [];
    let server, browser, coordinator, matter;

    before(async () => {
      server = await serveDemo(engine, { FYREN_LOG: 'trace' });
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
      assert.deepEqual(server?.log().match(/^.* ERROR .*$/gm), null);
    });

    /** Keeps what this person's browser sends. */
    const watched = async (person) => {
      person.page.context().on('request', (request) => {
        const body = request.postDataBuffer();
        if (request.method() === 'POST' && !body) sent.push({ address: `${request.url()} (no body)`, body: Buffer.alloc(0) });
        else sent.push({ address: request.url(), body: body ?? Buffer.alloc(0) });
      });
      return person;
    };
    const somebody = async () => {
      const visitor = await watched(await asker(browser, server.origin, nobody));
      await visitor.page.context().setExtraHTTPHeaders({ 'x-forwarded-for': PROXIED, 'x-real-ip': PROXIED });
      return visitor;
    };
    const staff = async (role, profession) => {
      const signIn = server.signIns.staff.find((one) => one.role === role && (!profession || one.profession === profession));
      typed.push(signIn.passphrase);
      const person = await watched(await colleague(browser, server.origin, signIn, nobody));
      await person.signIn();
      return { ...person, name: signIn.name };
    };

    step('a coordinator keeps a canned answer, which is no secret', async () => {
      coordinator = await staff('coordinator');
      const { page, press } = coordinator;
      await page.goto('/hub/mallsvar');
      await page.getByLabel('Rubrik').fill(KNOWN);
      await page.getByLabel('Text', { exact: true }).fill('Ring gärna.');
      await press('Spara mallsvaret');
      await page.getByRole('heading', { name: KNOWN }).waitFor();
    });

    step('somebody asks, and somebody else types and does not send', async () => {
      const hesitating = await somebody();
      await hesitating.page.goto('/fraga');
      await hesitating.page.getByLabel('Vad vill du ha råd om?').fill(secret('aldrig skickat'));
      await hesitating.leave();
      const nurse = await somebody();
      matter = await nurse.ask({ profession: 'Skolsköterska', organisation: 'Skola', kommun: 'Ockelbo', concerns: [], text: secret('frågan') });
      typed.push(matter.words.slice(0, 2).join(' '), matter.words.slice(2, 4).join(' '));
      await nurse.leave();
    });

    step('it is triaged, answered, noted, shared and printed', async () => {
      const { page, press } = coordinator;
      await coordinator.open(matter.number);
      await coordinator.entries('Samtal med den som frågar', secret('frågan'));
      await press('Ta som ärende');
      await page.getByRole('link', { name: 'Ändra bedömningen' }).click();
      await page.getByRole('group', { name: 'Hur bråttom är det?' }).getByLabel('Inom några dagar').check();
      await press('Spara bedömningen');
      const midwife = server.signIns.staff.find(({ profession }) => profession === 'midwife');
      await coordinator.nameReaders({ [midwife.name]: 'Läser' });
      await coordinator.answer(secret('svaret'));
      await coordinator.note(secret('anteckningen'));
      await page.getByRole('link', { name: 'Skriv ut' }).click();
      await page.getByText(secret('svaret')).waitFor();
    });

    step('a colleague reads and stands aside', async () => {
      const midwife = await staff('member', 'midwife');
      await midwife.open(matter.number);
      await midwife.entries('Samtal med den som frågar', secret('svaret'));
      await midwife.press('Jag kan känna dem det gäller: ta bort mig');
      await midwife.page.waitForURL('**/hub');
      await midwife.signOut();
      await midwife.leave();
    });

    step('the asker reads, writes more and sends a file, which colleagues open', async () => {
      const nurse = await somebody();
      await nurse.follow(matter.words);
      const file = { name: `${SECRET}-filnamnet.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n${secret('i filen')}\n%%EOF\n`) };
      await nurse.write({ text: secret('mer'), file });
      assert.deepEqual(await nurse.save(file.name), file.buffer);
      await nurse.leave();
      await coordinator.open(matter.number);
      await coordinator.entries('Samtal med den som frågar', file.name);
    });

    step('a call is logged, and another one begun', async () => {
      const { page, press } = coordinator;
      const fillIn = async (note) => {
        await page.goto('/hub/samtal');
        await page.getByLabel('Den som ringer: yrke').selectOption('Skolsköterska');
        await page.getByLabel('Kommun där hen arbetar').selectOption('Ljusdal');
        await page.getByRole('group', { name: 'Vad gäller det?' }).getByRole('radio').first().check();
        await page.getByLabel('Anteckning').fill(note);
      };
      await fillIn(secret('samtalet'));
      await press('Spara i kön');
      await page.waitForURL('**/hub');
      await fillIn(secret('utkastet'));
      await page.getByText('Utkastet ligger låst på den här datorn.').waitFor();
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      assert.ok(kept.length > 100, 'there is no draft');
      assert.deepEqual(searchBytes(Buffer.from(kept), formsOf(SECRET), 'the draft'), []);
      await Promise.all([page.waitForEvent('load'), press('Släng utkastet')]);
    });

    step('it is followed up and closed', async () => {
      const { page, press } = coordinator;
      await coordinator.open(matter.number);
      await press('Sätt dagen');
      await coordinator.part('Uppföljning').getByRole('button', { name: /^Klar/ }).click();
      await page.getByRole('link', { name: 'Avsluta', exact: true }).click();
      await page.getByLabel('Hur slutade det?').selectOption({ index: 1 });
      await press('Avsluta ärendet');
      await page.getByText('Ärende, avslutat').waitFor();
    });

    step('somebody knocks from an address of her own', async () => {
      const { port } = new URL(server.origin);
      const knock = (method, path, body) => new Promise((resolve, reject) => {
        const headers = { forwarded: `for=${PROXIED}`, 'x-forwarded-for': PROXIED, 'content-type': 'application/json', 'fyren-challenge': 'AAAA', 'fyren-signature': 'AAAA' };
        request({ host: '127.0.0.1', port, method, path, headers, localAddress: PEER }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
          .on('error', reject).end(body);
      });
      for (const path of ['/', '/fraga', '/kanal/intag', '/kanal/utmaning?op=enquiry', '/nowhere']) await knock('GET', path);
      for (const path of ['/kanal/fraga', '/kanal/fras', '/kanal/skriv', '/hub/inloggning/start']) assert.ok(await knock('POST', path, '{"handle":"nobody","request":""}') >= 400);
    });

    step('none of it is in what browsers sent', async () => {
      const layers = sent.flatMap(({ address, body }) => [{ where: 'an address', bytes: Buffer.from(address) }, { where: address, bytes: body }]);
      assert.ok(sent.some(({ address, body }) => address.endsWith('/kanal/fil') && body.length > 1_000), 'the file was not seen');
      assert.match(searchLayers(layers, [KNOWN]).join(), /mallsvar/, 'the search is blind');
      assert.deepEqual(searchLayers(layers, [SECRET, ...typed]), []);
    });

    step('none of it is in the database, its journal and the data folder', async () => {
      const layers = stored(server);
      assert.notDeepEqual(searchLayers(layers, [KNOWN]), [], 'the search is blind');
      assert.deepEqual(searchLayers(layers, [SECRET, PEER, PROXIED, ...typed]), []);
    });

    step('none of it is in a backup, sealed or restored', async () => {
      const { sealed, restored } = backUp(server);
      assert.ok(sealed.length > 0, 'there is no backup');
      assert.notDeepEqual(searchLayers(restored, [KNOWN]), [], 'the search is blind');
      assert.deepEqual(searchLayers(sealed, [KNOWN, SECRET, ...typed]), []);
      assert.deepEqual(searchLayers(restored, [SECRET, ...typed]), []);
    });

    step('none of it is in what the server says', async () => {
      const health = await (await fetch(`${server.origin}/healthz`)).text();
      const layers = [{ where: 'the log', bytes: Buffer.from(server.log()) }, { where: 'the health page', bytes: Buffer.from(health) }];
      assert.match(server.log(), /TRACE|DEBUG/);
      assert.deepEqual(searchLayers(layers, [SECRET, PEER, PROXIED, ...typed]), []);
    });

    step('none of it is in the memory of the server', async () => {
      const forms = [SECRET, KNOWN, ...typed].flatMap(formsOf);
      // What was let go of is soon written over: the control is fetched right before the look.
      let seesKnown = false;
      for (let looks = 0; looks < 10 && !seesKnown; looks += 1) {
        await coordinator.page.goto('/hub/mallsvar');
        const found = searchMemory(server.pid, forms);
        assert.deepEqual(found.filter((line) => !line.includes(KNOWN)), []);
        seesKnown = found.length > 0;
      }
      assert.ok(seesKnown, 'the search is blind');
    });

    step('signing out ends it', async () => {
      await coordinator.signOut();
      await coordinator.leave();
    });
  });
}

/** All that lies on disk while the server runs. */
function stored(server) {
  const layers = layersIn(server.data);
  if (!server.database) return layers;
  const dump = execFileSync('pg_dump', ['--dbname', server.database], { maxBuffer: 1 << 30 });
  return [...layers, { where: 'the dump', bytes: dump }, ...cluster(server.database)];
}

/** The files of this database and the write-ahead log, where whoever runs the tests may read them. */
function cluster(url) {
  const ask = (query) => execFileSync('psql', ['--quiet', '-At', url, '-c', query], { encoding: 'utf8' }).trim();
  const folder = ask('show data_directory');
  try {
    accessSync(join(folder, 'base'));
  } catch {
    return []; // another user's: the dump stands for it
  }
  ask('checkpoint');
  const own = ask('select oid from pg_database where datname = current_database()');
  return [join(folder, 'base', own), join(folder, 'pg_wal')].flatMap(layersIn);
}
