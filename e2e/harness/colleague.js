// A member of staff at a desk: signs in with passphrase and second factor, works in the hub.

import assert from 'node:assert/strict';

import { giveAuthenticator, NO_TRACES, person, storedThings, traces } from './browser.js';
import { totp } from './totp.js';

/** @param signIn one of those that `fyren demo --sign-ins json` prints */
export async function colleague(browser, origin, signIn, seen) {
  const somebody = await person(browser, origin);
  const { page } = somebody;
  await giveAuthenticator(page);

  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const part = (name) => page.getByRole('region', { name, exact: true });

  async function passphrase() {
    await page.goto('/hub/inloggning');
    await page.getByLabel('Användarnamn').fill(signIn.handle);
    await page.getByLabel('Lösenfras').fill(signIn.passphrase);
    await seen(page, 'sign-in');
    await press('Fortsätt');
    await page.getByRole('heading', { name: 'Visa att det är du' }).waitFor();
    await seen(page, 'sign-in-second-factor');
  }

  /** Signs in by a code, and arrives where this role begins. */
  async function signIn_(arrives = '**/hub') {
    await passphrase();
    await page.getByLabel(/Kod från din app/).fill(totp(signIn.totp_secret));
    await press('Logga in');
    await page.waitForURL(arrives);
  }

  /** Signs in with the passkey added before. */
  async function signInByPasskey() {
    await passphrase();
    await press('Använd passernyckel');
    await page.waitForURL('**/hub');
  }

  async function addPasskey(name) {
    await page.goto('/hub/konto');
    await seen(page, 'account');
    await page.getByLabel('Namn på nyckeln').fill(name);
    await press('Lägg till passernyckel');
    await page.getByRole('listitem').filter({ hasText: name }).waitFor();
  }

  async function signOut() {
    await press('Logga ut');
    await page.getByText('Du är utloggad').waitFor();
    const { databases, cookies, ...left } = await traces(page);
    const { databases: _, cookies: __, ...nothing } = NO_TRACES;
    assert.deepEqual(left, nothing);
    // That somebody signed in with this browser stays, so that strangers cannot slow her here.
    assert.deepEqual(cookies.map(({ name }) => name), ['fyren-device']);
    assert.equal(await storedThings(page), 0, `keys are left in ${databases}`);
  }

  /** The numbers of all that waits in the queue, in its order. */
  const queue = () => page.locator('#queue .number').allInnerTexts();

  /** Opens a matter from the queue. */
  async function open(number) {
    await page.goto('/hub');
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
  }

  /** What stands in the thread with the asker, or among the notes, once it is unsealed. */
  async function entries(name, expected) {
    const list = part(name).getByRole('listitem');
    await list.filter({ hasText: expected }).first().waitFor();
    return list.allInnerTexts();
  }

  async function answer(text) {
    await page.getByLabel('Svara den som frågar').fill(text);
    await press('Skicka svaret');
    await entries('Samtal med den som frågar', text);
  }

  async function note(text) {
    await page.getByLabel('Anteckna till kollegor').fill(text);
    await press('Spara anteckningen');
    await entries('Anteckningar mellan kollegor', text);
  }

  /** Names who reads and who is kept out, by name of person: `Läser`, `Läser inte`, `Utestängd`. */
  async function nameReaders(relations) {
    for (const [name, relation] of Object.entries(relations)) {
      await page.getByRole('group', { name }).getByLabel(relation, { exact: true }).check();
    }
    await Promise.all([page.waitForEvent('load'), press('Spara vem som läser')]);
    for (const [name, relation] of Object.entries(relations)) {
      assert.ok(await page.getByRole('group', { name }).getByLabel(relation, { exact: true }).isChecked(), name);
    }
  }

  async function leave() {
    await somebody.close();
    assert.deepEqual(somebody.faults, []);
  }

  return { ...somebody, signIn: signIn_, signInByPasskey, addPasskey, signOut, press, part, queue, open, entries, answer, note, nameReaders, leave };
}
