// The pages that anybody may open: in both languages, at both widths, without script, and how one
// gets away from them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch, NO_TRACES, person, traces } from '../harness/browser.js';
import { look } from '../harness/look.js';
import { startDemo } from '../harness/server.js';

const PAGES = ['/', '/innan/fraga', '/innan/svar', '/fraga', '/svar', '/om'];

describe('the public pages', { timeout: 600_000 }, () => {
  let demo, browser;

  before(async () => {
    demo = await startDemo('sqlite');
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const [language, prefix] of [['sv', ''], ['en', '/en']]) {
    for (const path of PAGES) {
      const address = prefix + path;
      test(`${address} can be read by everybody and leaves nothing`, async () => {
        const visitor = await person(browser, demo.origin);
        const answer = await visitor.page.goto(address.replace(/(.)\/$/, '$1'));
        assert.equal(answer.status(), 200);
        assert.equal(answer.headers()['set-cookie'], undefined);
        assert.equal(await visitor.page.locator('html').getAttribute('lang'), language);
        await visitor.page.waitForLoadState('networkidle');
        await look(visitor.page, `public${address.replaceAll('/', '-')}`);
        assert.deepEqual(await traces(visitor.page), NO_TRACES);
        await visitor.close();
        assert.deepEqual(visitor.faults, []);
      });
    }
  }

  test('a page that is not there says so and how to go on', async () => {
    const visitor = await person(browser, demo.origin);
    visitor.forgive(/404/);
    const answer = await visitor.page.goto('/finns-inte');
    assert.equal(answer.status(), 404);
    await look(visitor.page, 'not-found');
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });

  test('without script the asking page shows how to reach the centre and no form', async () => {
    const context = await browser.newContext({ baseURL: demo.origin, javaScriptEnabled: false });
    const page = await context.newPage();
    for (const path of ['/fraga', '/svar']) {
      await page.goto(path);
      await page.getByRole('heading', { name: 'Så når du oss' }).waitFor();
      assert.equal(await page.getByRole('textbox').count(), 0);
    }
    await context.close();
  });

  test('the start page leads past what cannot be helped, each time, also without script', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: demo.origin, javaScriptEnabled });
      const page = await context.newPage();
      for (const [door, goOn, path] of [['Ställ en fråga', 'Gå vidare till frågan', '/fraga'], ['Läs ditt svar', 'Gå vidare till svaret', '/svar']]) {
        for (let time = 0; time < 2; time += 1) {
          await page.goto('/');
          await page.getByRole('main').getByRole('link', { name: door }).click();
          await page.getByText('Webbläsarens historik visar').waitFor();
          await page.getByRole('link', { name: goOn }).click();
          await page.waitForURL((url) => url.pathname === path);
        }
      }
      await context.close();
    }
  });

  test('three Shifts alone leave, within five seconds in all', async () => {
    const visitor = await person(browser, demo.origin);
    const { page } = visitor;
    await page.route('**/lamna', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Vädret</title>' }));
    await page.goto('/fraga');
    const field = page.getByLabel('Vad vill du ha råd om?');
    const status = page.locator('[data-leave-status]');
    await page.clock.install();
    await field.click();

    await page.keyboard.type('ABC');
    for (const key of ['Shift+D', 'Shift+E', 'Shift+F', 'Control+Shift', 'Alt+Shift', 'Shift+ArrowLeft']) await page.keyboard.press(key);
    assert.equal(await status.textContent(), '');

    await page.keyboard.press('Shift');
    assert.match(await status.textContent(), /två gånger till/);
    await page.keyboard.press('Shift');
    assert.match(await status.textContent(), /en gång till/);
    await page.keyboard.press('g');
    assert.equal(await status.textContent(), '', 'another key begins anew');

    await page.keyboard.press('Shift');
    await page.clock.fastForward(3_000);
    await page.keyboard.press('Shift');
    await page.clock.fastForward(2_100);
    assert.match(await status.textContent(), /Tiden gick ut/);
    await page.keyboard.press('Shift');
    assert.match(await status.textContent(), /två gånger till/);
    await page.clock.fastForward(5_100);

    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift');
    await page.waitForURL('**/lamna');
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });

  test('a page that goes is emptied, and comes back empty', async () => {
    const visitor = await person(browser, demo.origin);
    const { page } = visitor;
    await page.goto('/fraga');
    await page.getByLabel('Vad vill du ha råd om?').fill('Något hemligt');
    const seen = await page.evaluate(() => {
      const field = document.querySelector('textarea');
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      const gone = { value: field.value, body: document.body.children.length };
      document.body.append(field);
      field.value = 'put back';
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      return { ...gone, back: document.body.children.length };
    });
    assert.deepEqual(seen, { value: '', body: 0, back: 0 });
    await page.getByLabel('Vad vill du ha råd om?').waitFor();
    assert.equal(await page.getByLabel('Vad vill du ha råd om?').inputValue(), '');
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });

  test('one act leaves, and nothing typed comes back', async () => {
    const away = await fetch(`${demo.origin}/lamna`, { redirect: 'manual' });
    assert.equal(away.status, 303);
    assert.match(away.headers.get('location'), /^https:/);

    const visitor = await person(browser, demo.origin);
    const { page } = visitor;
    await page.route('**/lamna', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Vädret</title>' }));
    await page.goto('/');
    await page.goto('/fraga');
    await page.getByLabel('Vad vill du ha råd om?').fill('Något hemligt');
    await page.getByRole('link', { name: 'Lämna sidan nu' }).click();
    await page.waitForURL('**/lamna');
    await page.goBack();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goForward();
    await page.waitForURL('**/lamna');
    await visitor.close();
    assert.deepEqual(visitor.faults, []);
  });
});
