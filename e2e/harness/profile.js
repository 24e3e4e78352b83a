// A Chromium as people have it: a profile on disk, started without any of the switches by which test
// drivers turn features off. What it writes down is looked for after it has ended.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import { chromium } from 'playwright-core';

const PATIENCE_MS = 60_000;

// None of these changes what is kept: no screen, no sandbox for root, no first-run page, no calls to
// the maker, and the front's name and key.
const flags = (folder, front) => [
  `--user-data-dir=${folder}`,
  '--remote-debugging-port=0',
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-component-update',
  '--disable-background-networking',
  '--lang=sv-SE',
  '--window-size=1280,900',
  `--host-resolver-rules=MAP * 127.0.0.1`,
  `--ignore-certificate-errors-spki-list=${front.pin}`,
];

/** @param {{origin: string, pin: string}} front  as `front()` gives it */
export async function openProfile(front) {
  const folder = mkdtempSync(join(tmpdir(), 'fyren-profile-'));
  const running = spawn(process.env.FYREN_CHROMIUM, [...flags(folder, front), 'about:blank'], { stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => running.once('exit', resolve));
  const browser = await chromium.connectOverCDP(await address(folder, running));
  const [context] = browser.contexts();
  context.setDefaultTimeout(PATIENCE_MS);

  /** As somebody who closes the browser. */
  async function close() {
    const devtools = await browser.newBrowserCDPSession();
    await devtools.send('Browser.close').catch(() => {});
    await ended;
  }

  /** As a battery that runs out: all its processes at once, without a word. */
  async function kill() {
    try {
      process.kill(-running.pid, 'SIGKILL');
    } catch (fault) {
      if (fault.code !== 'ESRCH') throw fault; // ended already
    }
    await ended;
  }

  function remove() {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  return { folder, group: running.pid, page: context.pages()[0], close, kill, remove };
}

async function address(folder, running) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (running.exitCode !== null) throw new Error(`Chromium ended with ${running.exitCode}`);
    try {
      const [port, path] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
      if (path) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await rest(100);
  }
  throw new Error('Chromium did not open its port');
}
