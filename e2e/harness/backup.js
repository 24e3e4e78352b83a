// Backs an installation up for an identity of this test alone, and restores it beside.

import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { layersIn } from './search.js';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bech32 (BIP 173), as age writes its keys. @param {string} prefix @param {Buffer} bytes */
function bech32(prefix, bytes) {
  const expanded = [...[...prefix].map((sign) => sign.charCodeAt(0) >> 5), 0, ...[...prefix].map((sign) => sign.charCodeAt(0) & 31)];
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = bits.match(/.{1,5}/g).map((group) => Number.parseInt(group.padEnd(5, '0'), 2));
  const checked = polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const checksum = Array.from({ length: 6 }, (_, place) => (checked >> (5 * (5 - place))) & 31);
  return `${prefix}1${[...data, ...checksum].map((value) => ALPHABET[value]).join('')}`;
}

function polymod(values) {
  return values.reduce((sum, value) => {
    const top = sum >>> 25;
    const shifted = ((sum & 0x1ffffff) << 5) ^ value;
    return GENERATOR.reduce((mixed, part, place) => ((top >> place) & 1 ? mixed ^ part : mixed), shifted);
  }, 1);
}

/** An X25519 identity of age and its recipient. */
function makeIdentity() {
  const { privateKey } = generateKeyPairSync('x25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  return {
    identity: bech32('age-secret-key-', Buffer.from(d, 'base64url')).toUpperCase(),
    recipient: bech32('age', Buffer.from(x, 'base64url')),
  };
}

/**
 * All that lies in a backup: as it is kept, and as it is once it was restored.
 * @returns {{sealed: ReturnType<typeof layersIn>, restored: ReturnType<typeof layersIn>}}
 */
export function backUp({ data, database }) {
  const folder = mkdtempSync(join(tmpdir(), 'fyren-backup-'));
  const fyren = (...words) => execFileSync(process.env.FYREN_BINARY, words, { encoding: 'utf8' });
  try {
    const { identity, recipient } = makeIdentity();
    writeFileSync(join(folder, 'identity'), identity);
    fyren('backup', '--data', data, ...(database ? ['--database', database] : []), '--recipient', recipient, '--to', folder);
    const sealed = layersIn(folder).filter(({ where }) => where.includes('.age'));
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.age'));
    const restored = join(folder, 'restored');
    cpSync(join(data, 'keys'), join(restored, 'keys'), { recursive: true });
    fyren('restore', '--from', join(folder, file), '--identity', join(folder, 'identity'), '--data', restored);
    return { sealed, restored: layersIn(restored) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
