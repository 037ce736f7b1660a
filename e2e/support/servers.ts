import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const startLimit = 120_000;

/** Starts the stub model server and Parley as it was built; both end with the tests. */
export default async function servers(): Promise<() => Promise<void>> {
  const start = join(root, 'target/app/start');
  if (!existsSync(start)) throw new Error('Parley is not built: run ./parley build');
  const directory = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  mkdirSync(join(root, 'target/logs'), { recursive: true });

  const stub = spawn(join(root, 'bench/run'), ['stub'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.env.STUB_URL = await firstLine(stub);

  process.env.PARLEY_DATA = join(directory, 'data');
  const port = await freePort();
  const log = join(root, 'target/logs/browser-server.log');
  const parley = spawn(start, [], {
    cwd: directory,
    // None of this machine's settings: a key in the environment would be a provider.
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      LANG: process.env.LANG ?? 'C.UTF-8',
      PORT: String(port),
      PARLEY_DATA_DIR: process.env.PARLEY_DATA,
      // Where a test serves what plays the web.
      PARLEY_OUTBOUND_ALLOW: '127.0.0.2',
      PARLEY_ADMIN_CHAT_ACCESS: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  parley.stdout.pipe(file);
  parley.stderr.pipe(file);
  process.env.PARLEY_URL = `http://127.0.0.1:${port}`;
  const endAll = async () => {
    await Promise.all([end(parley), end(stub)]);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await healthy(process.env.PARLEY_URL, parley, log);
  } catch (error) {
    await endAll();
    throw error;
  }
  return endAll;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The stub model server has no output.');
  for await (const line of createInterface(child.stdout)) return line.trim();
  throw new Error('The stub model server did not start.');
}

async function healthy(url: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + startLimit;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`Parley did not start; its log is ${log}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}
