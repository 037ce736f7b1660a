// Fails when the built files outgrow their budgets (kilobytes after gzip).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgets = { entry: 130, chat: 35, lazy: 120, css: 25 };

const directory = process.argv[2] ?? 'dist';
const assets = join(directory, 'assets');
const entry = /src="\.\/assets\/([^"]+\.js)"/.exec(
  readFileSync(join(directory, 'index.html'), 'utf8'),
)?.[1];
if (entry === undefined) throw new Error('budget: index.html names no entry script');

const over = [];
for (const name of readdirSync(assets)) {
  const kind = kindOf(name);
  if (kind === undefined) continue;
  const size = gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1000;
  if (process.env.VERBOSE === '1')
    console.log(`${size.toFixed(1).padStart(7)} kB  ${kind}  ${name}`);
  if (size > budgets[kind]) {
    over.push(
      `${name} is ${size.toFixed(1)} kB after gzip, its budget (${kind}) is ${budgets[kind]} kB`,
    );
  }
}
if (over.length > 0) {
  console.error(`budget: ${over.join('\nbudget: ')}`);
  process.exit(1);
}

function kindOf(name) {
  if (name === entry) return 'entry';
  if (name.endsWith('.css')) return 'css';
  if (!name.endsWith('.js')) return undefined;
  return name.startsWith('ChatPage') ? 'chat' : 'lazy';
}
