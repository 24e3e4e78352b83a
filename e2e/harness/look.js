// Looks at a page as it stands: axe at phone and desktop width, light and dark, no sideways
// scrolling, and a picture of each for whoever reviews the work.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
const PHONE = { width: 375, height: 740 };
const DESKTOP = { width: 1280, height: 900 };

/** @param {import('playwright-core').Page} page @param {string} name of the state, for its pictures */
export async function look(page, name) {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await picture(page, `${name}-${size.width}`);
    await noSidewaysScrolling(page, name, size.width);
    await noViolations(page, `${name} at ${size.width}`, RULES);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, `${name}-dark`);
  await noViolations(page, `${name} in the dark`, ['wcag2aa']);
  await page.emulateMedia({ colorScheme: null });
}

async function noViolations(page, where, rules) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: 'tag', values } });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.any.map((check) => check.message).join('; ')}`),
    }));
  }, rules);
  assert.deepEqual(violations, [], `axe on ${where}`);
}

async function noSidewaysScrolling(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${name} is ${wide} px wide on a screen of ${width}`);
}

async function picture(page, name) {
  const folder = process.env.FYREN_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
