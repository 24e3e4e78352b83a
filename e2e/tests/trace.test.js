// What a visit leaves on the visitor's machine. A Chromium with a profile on disk does what visitors
// do and what happens to them; then it is closed or killed, and every file of its profile is searched
// for what was typed, read or chosen, in every form it may have been written down.
//
// Of our addresses only those may remain that a history keeps. A file that the visitor saves lies
// where she saved it, under its name, and the browser lists it: that is what saving is, the page says
// so, and no scenario here saves one.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as rest } from 'node:timers/promises';

import { ELSEWHERE, front } from '../harness/front.js';
import { openProfile } from '../harness/profile.js';
import { addressesIn, layersIn, plant, searchLayers } from '../harness/search.js';
import { startDemo } from '../harness/server.js';

const HOST = 'centrum.example';
/** Chromium writes down what stands in fields some seconds after it was typed; the spoiled pages below prove that this is long enough. */
const SETTLED_MS = 7_000;

/**
 * The pages of the site, the way out and the icon: what a history keeps, with nothing behind it. And
 * scripts by their hash: Chromium notes what it compiled also where it may keep nothing.
 */
const MAY_REMAIN = /^\/(innan\/(fraga|svar)|fraga|svar|om|lamna|s\/[0-9a-f]{12}\.(svg|js))?$/;


/** Key by key, as a person does, once the field is there. */
async function typeInto(place, text) {
  await place.click();
  await place.pressSequentially(text);
}

const field = (page) => page.getByLabel('Vad vill du ha råd om?');
const leaveLink = (page) => page.getByRole('link', { name: 'Lämna sidan nu' });

describe('what a visit leaves on the machine', { timeout: 600_000, concurrency: 3 }, () => {
  let demo, clean, folder, usual;

  before(async () => {
    demo = await startDemo('sqlite');
    clean = await front(demo.origin, { host: HOST, elsewhere: 'vader.example' });
    folder = mkdtempSync(join(tmpdir(), 'fyren-file-'));
    const elsewhere = await openProfile(clean);
    await elsewhere.page.goto(clean.elsewhere);
    await elsewhere.close();
    usual = layersIn(elsewhere.folder);
    elsewhere.remove();
  });
  after(async () => {
    await clean?.close();
    await demo?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  /** Of the five words: each two as they stand together, and each long one that a profile does not hold anyway. */
  function secretsOf(words) {
    const pairs = words.slice(1).flatMap((word, before) => [' ', '\n', '","'].map((between) => words[before] + between + word));
    const single = words.filter((word) => word.length >= 8 && searchLayers(usual, [word]).length === 0);
    return [...pairs, ...single];
  }

  /** Types a word into the question, as a person types. @returns the word */
  async function write(page, origin = clean.origin) {
    const word = plant();
    if (!page.url().endsWith('/fraga')) await page.goto(`${origin}/fraga`);
    await page.getByLabel('Vad arbetar du som?').selectOption({ index: 2 });
    await typeInto(field(page), word);
    return word;
  }

  /** Asks to the end. @returns what must not be found */
  async function ask(page) {
    await page.goto(clean.origin);
    await page.getByRole('main').getByRole('link', { name: 'Ställ en fråga' }).click();
    await page.getByRole('link', { name: 'Gå vidare till frågan' }).press('Enter');
    const word = await write(page);
    for (const label of ['Var arbetar du?', 'I vilken kommun arbetar du?']) await page.getByLabel(label).selectOption({ index: 2 });
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    const list = page.locator('ol.phrase li');
    await list.first().waitFor();
    const words = await list.allTextContents();
    for (const place of await page.getByLabel(/^Ord nummer/).all()) {
      const number = Number(/\d/.exec(await place.evaluate((input) => input.labels[0].textContent))[0]);
      await typeInto(place, words[number - 1]);
    }
    return [word, ...secretsOf(words)];
  }

  async function send(page) {
    await page.getByRole('button', { name: 'Lås och skicka' }).click();
    await page.getByRole('heading', { name: 'Din fråga har kommit fram' }).waitFor();
  }

  /** Opens a thread that has been answered. @returns what must not be found */
  async function open(page) {
    const { phrase } = demo.signIns.phrases.find(({ opens }) => opens.includes('pågående'));
    await page.goto(`${clean.origin}/svar`);
    await typeInto(page.getByLabel('Dina fem ord'), phrase);
    await page.getByRole('button', { name: 'Öppna' }).click();
    const entries = page.locator('ol.thread .words');
    await entries.first().waitFor();
    const read = (await entries.allInnerTexts()).map((text) => text.trim().slice(0, 40));
    assert.ok(read.length > 1, 'the thread has no answer');
    return [...secretsOf(phrase.split(' ')), ...read];
  }

  /** What is searched for and what may stand there, once the browser has ended. */
  function nothingIn(profile, secret) {
    const layers = layersIn(profile.folder);
    assert.ok(layers.length > 50, 'this is no profile');
    assert.deepEqual(searchLayers(layers, secret), []);
    const addresses = addressesIn(layers, HOST);
    assert.ok(addresses.size > 0, 'the history keeps that a page was open: the search is blind');
    for (const [address, where] of addresses) assert.match(address, MAY_REMAIN, `${address} in ${[...where]}`);
  }

  /** @param {(profile: Awaited<ReturnType<typeof openProfile>>) => Promise<string[]>} act ends the browser and gives what must not be found */
  const scenario = (name, act) =>
    test(name, async () => {
      const profile = await openProfile(clean);
      try {
        nothingIn(profile, await act(profile));
      } finally {
        await profile.kill();
        profile.remove();
      }
    });

  scenario('typed, not sent, and the browser closed', async ({ page, close }) => {
    const secret = await ask(page);
    const word = plant();
    const other = await page.context().newPage();
    await other.goto(`${clean.origin}/svar`);
    await typeInto(other.getByLabel('Dina fem ord'), word);
    await rest(SETTLED_MS);
    await close();
    return [...secret, word];
  });

  scenario('sent', async ({ page, close }) => {
    const secret = await ask(page);
    await send(page);
    await rest(SETTLED_MS);
    await close();
    return secret;
  });

  scenario('an answer read, more written, and a file sent', async ({ page, close }) => {
    const secret = await open(page);
    const [text, name, content] = [plant(), plant(), plant()];
    const file = join(folder, `${name}.pdf`);
    writeFileSync(file, `%PDF-1.4\n${content}\n%%EOF\n`);
    await typeInto(page.getByLabel('Skriv mer'), text);
    await page.getByLabel('Skicka en fil').setInputFiles(file);
    await rest(SETTLED_MS);
    await page.getByRole('button', { name: 'Lås och skicka' }).click();
    await page.getByText('Skickat.').waitFor();
    await page.getByRole('button', { name }).waitFor();
    await rest(SETTLED_MS);
    await close();
    return [...secret, text, name, content];
  });

  scenario('left by the button, then Back and Forward', async ({ page, close }) => {
    await page.goto(`${clean.origin}/om`);
    const word = await write(page);
    await rest(SETTLED_MS);
    await leaveLink(page).click();
    await page.getByText(ELSEWHERE).waitFor();
    for (const go of ['goBack', 'goForward', 'goBack']) {
      await page[go]({ waitUntil: 'commit' });
      await rest(1_000);
      assert.ok(!page.url().endsWith('/fraga'), 'the page that was left is in the history of its tab');
      assert.ok(!(await page.evaluate(() => document.documentElement.outerHTML)).includes(word));
    }
    await rest(SETTLED_MS);
    await close();
    return [word];
  });

  scenario('left by three Shifts while writing', async ({ page, kill }) => {
    const word = await write(page);
    await rest(SETTLED_MS);
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('Shift');
    await page.getByText(ELSEWHERE).waitFor();
    await rest(SETTLED_MS);
    await kill();
    return [word];
  });

  scenario('killed while writing', async ({ page, kill }) => {
    const word = await write(page);
    await rest(SETTLED_MS);
    await typeInto(field(page), ' och');
    await kill();
    return [word];
  });

  scenario('Back and Forward between pages', async ({ page, close }) => {
    await page.goto(clean.origin);
    const word = await write(page);
    await rest(SETTLED_MS);
    await page.getByRole('banner').getByRole('link', { name: /Gävleborg/ }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goBack({ waitUntil: 'commit' });
    await field(page).waitFor();
    assert.equal(await field(page).inputValue(), '');
    // A page that is just being exchanged for another has no history to ask for.
    await page.goForward();
    await rest(SETTLED_MS);
    await page.goBack();
    await rest(SETTLED_MS);
    await close();
    return [word];
  });

  scenario('opened once more beside itself, and reloaded', async ({ page, close }) => {
    const word = await write(page);
    await rest(SETTLED_MS);
    const [twin] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open(location.href))]);
    await field(twin).waitFor();
    assert.equal(await field(twin).inputValue(), '');
    await page.reload();
    await field(page).waitFor();
    assert.equal(await field(page).inputValue(), '');
    await rest(SETTLED_MS);
    await close();
    return [word];
  });

  scenario('the page crashed', async ({ page, close }) => {
    const word = await write(page);
    await rest(SETTLED_MS);
    const devtools = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => {}); // nobody is left to answer
    await crashed;
    await rest(SETTLED_MS);
    await close();
    return [word];
  });

  test('a page that invites the browser to keep its fields is found out', async () => {
    const spoiled = await front(demo.origin, {
      host: HOST,
      elsewhere: 'vader.example',
      spoil: (page) => page.replaceAll('autocomplete="off"', 'autocomplete="on"'),
      headers: (headers) => {
        if (headers['cache-control'] === 'no-store') headers['cache-control'] = 'max-age=600';
      },
    });
    const profile = await openProfile(spoiled);
    try {
      const word = await write(profile.page, spoiled.origin);
      await rest(SETTLED_MS);
      await profile.kill();
      const layers = layersIn(profile.folder);
      assert.match(searchLayers(layers, [word]).join('\n'), /UTF-16LE.*Sessions/);
      const unlisted = [...addressesIn(layers, HOST).keys()].filter((address) => !MAY_REMAIN.test(address));
      assert.ok(unlisted.some((address) => /\/s\/[0-9a-f]{12}\.(txt|wasm)$/.test(address)), `${unlisted}`);
      assert.match(searchLayers(layers, ['Vad vill du ha råd om?']).join('\n'), /Cache_Data/, 'the page itself, in the cache');
    } finally {
      await profile.kill();
      profile.remove();
      await spoiled.close();
    }
  });

  test('leaving empties the page before anything comes from the server', async () => {
    const profile = await openProfile(clean);
    const { page } = profile;
    try {
      await page.route('**/lamna', () => {}); // a server that never answers
      const word = await write(page);
      const seen = await leaveLink(page).evaluate((link) => {
        const kept = document.querySelector('textarea');
        link.click();
        return { body: document.body.innerText.trim(), kept: kept.value, title: document.title, all: document.documentElement.outerHTML };
      });
      assert.deepEqual({ ...seen, all: '' }, { body: 'Laddar', kept: '', title: 'Laddar', all: '' });
      assert.ok(!seen.all.includes(word));
    } finally {
      await profile.kill();
      profile.remove();
    }
  });
});
