// What stands in front of a server in real life: TLS under a name of its own. It can spoil the pages
// on their way, to show that a test notices. It also serves the ordinary page that leaving leads to.

import { createServer } from 'node:https';
import { request } from 'node:http';
import { createSecureContext } from 'node:tls';

import { certify } from './certificate.js';

/** What the ordinary page says, to know it by. */
export const ELSEWHERE = 'En vanlig sida om vädret';

/**
 * @param {string} origin of the server behind
 * @param {{host: string, elsewhere: string, spoil?: (page: string) => string, headers?: (headers: Record<string, any>) => void}} how
 *   `spoil` changes pages, `headers` the headers of every answer
 */
export async function front(origin, { host, elsewhere, spoil = (page) => page, headers: change = () => {} }) {
  const [own, other] = certify(host, elsewhere);
  const behind = new URL(origin);
  let port;

  const serve = (asked, answer) => {
    if (asked.headers.host.startsWith(`${elsewhere}:`)) {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return answer.end(`<!doctype html><html lang="sv"><title>Vädret</title><h1>${ELSEWHERE}</h1>`);
    }
    const headers = { ...asked.headers };
    // A page is read here, so it comes as it is; files pass as the browser asked for them.
    if (headers['sec-fetch-dest'] === 'document') delete headers['accept-encoding'];
    const on = request({ host: behind.hostname, port: behind.port, method: asked.method, path: asked.url, headers }, (back) => {
      const given = { ...back.headers };
      if (given.location?.startsWith('https:')) given.location = `https://${elsewhere}:${port}/`;
      change(given);
      const isPage = given['content-type']?.startsWith('text/html');
      if (!isPage) {
        answer.writeHead(back.statusCode, given);
        return back.pipe(answer);
      }
      const parts = [];
      back.on('data', (part) => parts.push(part));
      back.on('end', () => {
        delete given['content-length'];
        answer.writeHead(back.statusCode, given);
        answer.end(spoil(Buffer.concat(parts).toString()));
      });
    });
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  };

  // One certificate each: a browser keeps them with what it keeps of either.
  const named = (name, done) => done(null, createSecureContext(name === elsewhere ? other : own));
  const server = createServer({ ...own, SNICallback: named }, serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address());
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `https://${host}:${port}`, elsewhere: `https://${elsewhere}:${port}/`, pin: own.pin, close };
}
