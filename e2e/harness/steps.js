// Steps of one story: each stands on the one before, so that the first failure ends it.

import { test } from 'node:test';

import { whereabouts } from './browser.js';

/** @returns {(name: string, act: () => Promise<void>) => void} */
export function story() {
  let broken = '';
  return (name, act) =>
    test(name, async () => {
      if (broken) throw new Error(`not reached: "${broken}" failed`);
      try {
        await act();
      } catch (fault) {
        broken = name;
        throw new Error(`${fault.message}\n\n${whereabouts()}`);
      }
    });
}
