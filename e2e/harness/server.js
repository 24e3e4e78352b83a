// Starts the built binary as a living demo centre on one of the two engines, and stops it again.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 180_000;

/** Every engine is tried; a missing one is an error, never a skipped test. */
export const ENGINES = ['sqlite', 'postgres'];

/**
 * @param {'sqlite' | 'postgres'} engine
 * @returns {Promise<{origin: string, staff: object[], stop: () => Promise<void>}>}
 */
export async function startDemo(engine) {
  const binary = required('FYREN_BINARY');
  const data = mkdtempSync(join(tmpdir(), 'fyren-e2e-'));
  const port = await freePort();
  const database = engine === 'postgres' ? ['--database', newDatabase()] : [];
  const signIns = JSON.parse(
    execFileSync(binary, ['demo', '--data', data, ...database, '--sign-ins', 'json'], { encoding: 'utf8' }),
  );
  const server = spawn(binary, ['demo', '--data', data, '--listen', `127.0.0.1:${port}`, ...database], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  server.stdout.on('data', (bytes) => log.push(bytes));
  server.stderr.on('data', (bytes) => log.push(bytes));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const origin = `http://localhost:${port}`;
  try {
    await ready(origin, server);
  } catch (fault) {
    await stop();
    throw new Error(`${fault.message}\n${Buffer.concat(log)}`);
  }
  return { origin, signIns, log: () => Buffer.concat(log).toString(), stop };
}

async function ready(origin, server) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`fyren demo ended with ${server.exitCode}`);
    const health = await fetch(`${origin}/healthz`).catch(() => null);
    if (health?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('fyren demo did not become ready');
}

function newDatabase() {
  const server = required('FYREN_TEST_POSTGRES');
  const name = `e2e_${process.pid}_${Date.now()}`;
  execFileSync('psql', ['--quiet', server, '-c', `create database ${name}`]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through cargo xtask test`);
  return value;
}
