// Starts the built binary on one of the two engines, and stops it again.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 300_000;
const STOPPING_MS = 15_000;

/** Every engine is tried; a missing one is an error, never a skipped test. */
export const ENGINES = ['sqlite', 'postgres'];

/** A living demo centre, and how its staff sign in. @param {'sqlite' | 'postgres'} engine */
export async function startDemo(engine) {
  const server = await start('demo', engine);
  const printed = execFileSync(required('FYREN_BINARY'), ['demo', '--data', server.data, '--sign-ins', 'json'], { encoding: 'utf8' });
  return { ...server, signIns: JSON.parse(printed) };
}

/** What the demo wrote, served as an installation: this process made none of its texts and passphrases itself. */
export async function serveDemo(engine, environment) {
  const demo = await startDemo(engine);
  await demo.stop({ keep: true });
  const server = await start('serve', engine, { data: demo.data, database: demo.database, environment });
  return { ...server, signIns: demo.signIns };
}

/** An installation with nothing in it. @param {'sqlite' | 'postgres'} engine */
export const startEmpty = (engine) => start('serve', engine);

async function start(command, engine, { data = newFolder(), database = newDatabase(engine), environment = {} } = {}) {
  const port = await freePort();
  const server = spawn(
    required('FYREN_BINARY'),
    [command, '--data', data, '--listen', `127.0.0.1:${port}`, ...(database ? ['--database', database] : [])],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  const said = [];
  server.stdout.on('data', (bytes) => said.push(bytes));
  server.stderr.on('data', (bytes) => said.push(bytes));
  const log = () => Buffer.concat(said).toString();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = async ({ keep = false } = {}) => {
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), STOPPING_MS);
    await ended;
    clearTimeout(late);
    if (!keep) rmSync(data, { recursive: true, force: true });
    if (server.signalCode === 'SIGKILL') throw new Error('the server did not stop when told to');
  };
  const origin = `http://localhost:${port}`;
  try {
    await ready(origin, server);
  } catch (fault) {
    await stop().catch(() => {});
    throw new Error(`${fault.message}\n${log()}`);
  }
  return { origin, data, database, pid: server.pid, log, stop };
}

async function ready(origin, server) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const health = await fetch(`${origin}/healthz`).catch(() => null);
    if (health?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the server did not become ready');
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'fyren-e2e-'));

function newDatabase(engine) {
  if (engine === 'sqlite') return undefined;
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
