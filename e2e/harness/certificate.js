// A certificate for one host that is its own authority, written by hand: Node makes keys and
// signatures but no certificates (X.509, RFC 5280, in DER).

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;

const size = (length) => {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
};
const item = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...size(body.length)]), body]);
};
const sequence = (...parts) => item(0x30, ...parts);
const object = (hex) => item(0x06, Buffer.from(hex, 'hex'));
const text = (words) => item(0x0c, Buffer.from(words));
const bits = (bytes) => item(0x03, Buffer.from([0]), bytes);
const time = (at) => item(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2)}`));

const ECDSA_SHA256 = sequence(object('2a8648ce3d040302'));
const COMMON_NAME = object('550403');
const SUBJECT_NAMES = object('551d11');

/**
 * A certificate for each host, all of one key.
 * @param {...string} hosts
 * @returns {Array<{key: string, cert: string, pin: string}>}  PEM twice, and the hash of the public key by which a browser is told to trust it
 */
export function certify(...hosts) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const pin = createHash('sha256').update(spki).digest('base64');
  return hosts.map((host) => ({ key, cert: certificate(host, spki, privateKey), pin }));
}

function certificate(host, spki, privateKey) {
  const name = sequence(item(0x31, sequence(COMMON_NAME, text(host))));
  const names = sequence(SUBJECT_NAMES, item(0x04, sequence(item(0x82, Buffer.from(host)))));
  const body = sequence(
    item(0xa0, item(0x02, Buffer.from([2]))),
    item(0x02, randomBytes(8).fill(1, 0, 1)),
    ECDSA_SHA256,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + 30 * DAY_MS)),
    name,
    spki,
    item(0xa3, sequence(names)),
  );
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, privateKey)));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
