// Rules that stand in scripts alone, since the server must not see what they look at. No browser is needed: each
// script is read as it is sent, without what it imports.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const script = async (name) => {
  const text = await readFile(new URL(`../../crates/web/assets/${name}`, import.meta.url), 'utf8');
  return import(`data:text/javascript,${encodeURIComponent(text.replaceAll(/^import .*$/gmu, ''))}`);
};

describe('a new passphrase', async () => {
  const { isPredictable } = await script('predictable.js');
  const own = ['gävleborg', 'sandviken', 'rhoh'];

  test('is refused if guessers try it first, however long it is', () => {
    for (const passphrase of [
      'aaaaaaaaaaaa', 'abcabcabcabc', 'hejhejhejhejhej', 'Anna1234Anna1234', '123456789012', '098765432109', '19850315-1234',
      'qwertyuiopåå', 'qwerty123456', '1qaz2wsx3edc', 'asdfghjklöäzx', 'abcdefghijklm', 'Sommaren2026!', 'sommar höst vinter',
      'Lösenord1234', 'P@ssw0rd1234', 'Välkommen123!', 'resurscentrum1', 'Gävleborg2026!', 'sandviken1998', 'lösenfras lösenfras',
      'Fyren Fyren 2026', 'jagälskardig1', 'iloveyou2024', '!!!!!!!!!!!!', 'ababababababab',
    ]) assert.ok(isPredictable(passphrase, own), passphrase);
  });

  test('is taken if nobody foresees it', () => {
    for (const passphrase of [
      'korrekt häst batteri', 'fem ganska långa ord här', 'k$9!fG#2@pQ&', 'trädgården luktar regn', 'tunnbröd på en måndag',
      'min mormors gröna cykel', 'lampa kvarn sommar oxe tre', 'Xk2vBq81LmzR', '在雨中散步的大象很开心呀',
    ]) assert.ok(!isPredictable(passphrase, own), passphrase);
  });

  test('may name a place that lies near at hand for nobody here', () => {
    assert.ok(!isPredictable('Sandviken1998kv', []));
    assert.ok(isPredictable('Sandviken1998kv', own));
  });
});

describe('a received file', async () => {
  const { kindOf, savedAs } = await script('file_kind.js');
  const pdf = new TextEncoder().encode('%PDF-1.7');
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

  test('is saved with the ending of what it is', () => {
    assert.deepEqual(savedAs('brev.pdf', pdf), { type: 'application/pdf', name: 'brev.pdf' });
    assert.equal(savedAs('brev.PDF', pdf).name, 'brev.pdf');
    assert.equal(savedAs('bild.jpeg', jpeg).name, 'bild.jpeg');
    assert.equal(savedAs('faktura.exe', pdf).name, 'faktura.exe.pdf');
    assert.equal(savedAs('sida.html', png).name, 'sida.html.png');
    assert.equal(savedAs('', png).name, 'png.png');
  });

  test('has a plain name', () => {
    assert.equal(savedAs('../../etc/passwd', pdf).name, '_.._etc_passwd.pdf');
    assert.equal(savedAs('brev\u202efdp.exe', pdf).name, 'brev fdp.exe.pdf');
    assert.equal(savedAs('.dold', pdf).name, 'dold.pdf');
    assert.equal(savedAs('a\u0000b:c?.pdf', pdf).name, 'a b_c_.pdf');
    assert.ok(savedAs('x'.repeat(500), pdf).name.length < 90);
  });

  test('is not saved if it is of no kind that is taken', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>', 'MZ', '']) {
      const bytes = new TextEncoder().encode(text);
      assert.equal(kindOf(bytes), null, text);
      assert.equal(savedAs('brev.pdf', bytes), null, text);
    }
  });
});
