// Looks for words in bytes, however a program may have written them down: as they are, in UTF-16,
// percent-encoded, escaped, in base64 and hexadecimal, and behind compression.

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';

import { blocksOf } from './leveldb.js';

/** A word that nobody ever wrote: letters only, for a number could be somebody's and is refused. */
export const plant = () => `hemligt${[...randomBytes(12)].map((byte) => 'abcdefghijklmnop'[byte & 15]).join('')}å`;

/** Every form of a word. @param {string} word @returns {Array<{word: string, form: string, bytes: Buffer}>} */
export function formsOf(word) {
  const plain = Buffer.from(word);
  const wide = Buffer.from(word, 'utf16le');
  const forms = {
    'UTF-8': plain,
    'UTF-16LE': wide,
    'UTF-16BE': Buffer.from(wide).swap16(),
    'Latin-1': Buffer.from(word, 'latin1'),
    percent: Buffer.from(encodeURIComponent(word)),
    form: Buffer.from(new URLSearchParams([['', word]]).toString().slice(1)),
    JSON: Buffer.from(word.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)),
    hexadecimal: Buffer.from(plain.toString('hex')),
    'hexadecimal, large': Buffer.from(plain.toString('hex').toUpperCase()),
  };
  for (const [of, bytes] of [['', plain], [' of UTF-16LE', wide]]) {
    for (const shift of [0, 1, 2]) {
      const found = inBase64(bytes, shift);
      forms[`base64${of}, ${shift}`] = found;
      forms[`base64url${of}, ${shift}`] = Buffer.from(found.toString().replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  const seen = new Set();
  return Object.entries(forms)
    .filter(([, bytes]) => !seen.has(bytes.toString('latin1')) && seen.add(bytes.toString('latin1')))
    .map(([form, bytes]) => ({ word, form, bytes }));
}

/** The letters of base64 that are the same whatever stands around, with so many bytes before. */
function inBase64(bytes, shift) {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replaceAll('=', '');
  const whole = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(Math.ceil((shift * 8) / 6), whole));
}

/** @param {Buffer} bytes @param {ReturnType<typeof formsOf>} forms @param {string} where @returns {string[]}  what was found, said in words */
export const searchBytes = (bytes, forms, where) =>
  forms.filter((form) => bytes.includes(form.bytes)).map(({ word, form }) => `"${word}" (${form}) in ${where}`);

/** All files below a folder. @returns {string[]} */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** A file and everything that can be unpacked from it. @returns {Array<{where: string, bytes: Buffer}>} */
export function layersOf(file, shown = file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (fault) {
    if (fault.code === 'ENOENT') return []; // ended meanwhile
    throw fault;
  }
  const unpacked = [...cacheEntry(bytes), ...blocksOf(bytes), ...packed(bytes)];
  return [{ where: shown, bytes }, ...unpacked.map((part) => ({ where: `${shown}, unpacked`, bytes: part }))];
}

/** The body of an entry of Chromium's simple cache, whose coding the file does not say here. */
function cacheEntry(bytes) {
  const SIMPLE_CACHE = 0xfcfb6d1ba7725c30n;
  if (bytes.length < 24 || bytes.readBigUInt64LE(0) !== SIMPLE_CACHE) return [];
  const body = bytes.subarray(24 + bytes.readUInt32LE(12));
  return [brotliDecompressSync].flatMap((unpack) => tried(unpack, body, { finishFlush: constants.BROTLI_OPERATION_FLUSH }));
}

/** Whatever begins as gzip or zlib do, anywhere. */
function packed(bytes) {
  const parts = [];
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  for (let at = bytes.indexOf('1f8b08', 'hex'); at >= 0; at = bytes.indexOf('1f8b08', at + 1, 'hex')) {
    parts.push(...tried(gunzipSync, bytes.subarray(at), options));
  }
  for (const opening of ['7801', '785e', '789c', '78da']) {
    for (let at = bytes.indexOf(opening, 'hex'); at >= 0; at = bytes.indexOf(opening, at + 1, 'hex')) {
      parts.push(...tried(inflateSync, bytes.subarray(at), options));
    }
  }
  return parts;
}

function tried(unpack, bytes, options) {
  try {
    const part = unpack(bytes, { maxOutputLength: 1 << 26, ...options });
    return part.length > 0 ? [part] : [];
  } catch {
    return []; // not packed after all
  }
}

/** All files below a folder, with what can be unpacked from each. @param {string} folder */
export const layersIn = (folder) => filesIn(folder).flatMap((file) => layersOf(file, file.slice(folder.length + 1)));

/** @param {ReturnType<typeof layersOf>} layers @param {string[]} words @returns {string[]}  what was found, said in words */
export function searchLayers(layers, words) {
  const forms = words.flatMap(formsOf);
  return layers.flatMap(({ where, bytes }) => searchBytes(bytes, forms, where));
}

/**
 * What follows a host's name, port and all, and where. A database writes the next column at once behind
 * an address: a byte that no address of ours has ends it, and one that could be a sign is not counted.
 * @param {ReturnType<typeof layersOf>} layers @param {string} host @returns {Map<string, Set<string>>}
 */
export function addressesIn(layers, host) {
  const pattern = new RegExp(`${host.replaceAll('.', '\\.')}(?::\\d+)?(/[a-z0-9_/.?#=&%-]*?)(?=https?:|[^a-z0-9_/.?#=&%-]|$)`, 'g');
  const found = new Map();
  for (const { where, bytes } of layers) {
    for (const text of [bytes.toString('latin1'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')]) {
      for (const [, address] of text.matchAll(pattern)) {
        const clean = address.replace(/[0-9.?#=&%_-]$/, '');
        if (!found.has(clean)) found.set(clean, new Set());
        found.get(clean).add(where);
      }
    }
  }
  return found;
}
