// A real Chromium that watches itself: a script that throws, an error in the console (a breach of
// the content security policy is one) or a request to anybody else ends the test.

import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Who was at a machine so far, to tell what they saw when a step fails. */
const everybody = [];

/** What went wrong on anybody's page, and where they were. */
export const whereabouts = () =>
  everybody
    .filter(({ page, faults }) => faults.length > 0 || !page.isClosed())
    .map(({ page, faults }) => [page.url(), ...faults].join('\n  '))
    .join('\n');

/** How long a step may take; sealing a first key takes seconds on a busy machine. */
const STEP_MS = 30_000;

export function launch() {
  return chromium.launch({ executablePath: process.env.FYREN_CHROMIUM, args: FLAGS });
}

/**
 * A person at a machine of their own: no cookie, storage or history of anybody else.
 * @returns {Promise<{page: import('playwright-core').Page, faults: string[], forgive: (pattern: RegExp) => void, close: () => Promise<void>}>}
 */
export async function person(browser, origin, language = 'sv-SE') {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language,
    timezoneId: 'Europe/Stockholm',
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const faults = [];
  everybody.push({ page, faults });
  const forgiven = [];
  const fault = (text) => {
    if (!forgiven.some((pattern) => pattern.test(text))) faults.push(text);
  };
  page.on('pageerror', (error) => fault(`a script threw: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error') fault(`console: ${line.text()} (${line.location().url})`);
  });
  page.on('request', (request) => {
    if (!isOwn(request.url(), origin)) fault(`a request to a third party: ${request.url()}`);
  });
  return {
    page,
    faults,
    /** An answer that the test provokes, such as 422 for a form left empty. */
    forgive: (pattern) => forgiven.push(pattern),
    close: () => context.close(),
  };
}

function isOwn(url, origin) {
  return url.startsWith(`${origin}/`) || /^(blob|data|about):/.test(url);
}

/** A passkey device that says yes, as Chromium simulates one. */
export async function giveAuthenticator(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** What a visit left on the machine; a visitor's must leave nothing. */
export async function traces(page) {
  const cookies = await page.context().cookies();
  const stored = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name),
    caches: 'caches' in window ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }));
  return { cookies, ...stored };
}

export const NO_TRACES = { cookies: [], local: [], session: [], databases: [], caches: [], workers: 0 };

/** How many things lie in the databases of a page's origin; after sign-out there is nothing in them but what staff remember of the directory. */
export function storedThings(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    let things = 0;
    for (const { name } of await indexedDB.databases()) {
      if (name === 'fyren-directory') continue;
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        things += await done(database.transaction(store).objectStore(store).count());
      }
      database.close();
    }
    return things;
  });
}
