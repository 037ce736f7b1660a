// Fails when the built files outgrow their budgets (kilobytes after gzip).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** `first` is all script that the sign-in page waits for, `chat` the chat page's own chunk. */
const budgets = { first: 150, chat: 35, lazy: 120, css: 25 };

const directory = process.argv[2] ?? 'dist';
const assets = join(directory, 'assets');
const page = readFileSync(join(directory, 'index.html'), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(
  (match) => match[1],
);
if (first.length === 0) throw new Error('budget: index.html names no script');

const over = [];
check(
  'first',
  'the first load',
  first.map(size).reduce((sum, one) => sum + one, 0),
);
for (const name of readdirSync(assets)) {
  if (name.endsWith('.css')) check('css', name, size(name));
  else if (name.endsWith('.js'))
    check(name.startsWith('ChatPage') ? 'chat' : 'lazy', name, size(name));
}
if (over.length > 0) {
  console.error(over.join('\n'));
  process.exit(1);
}

function size(name) {
  return gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1000;
}

function check(kind, name, kilobytes) {
  const told = `${kilobytes.toFixed(1).padStart(7)} kB of ${budgets[kind]}  ${name}`;
  if (process.env.VERBOSE === '1') console.log(told);
  if (kilobytes > budgets[kind]) over.push(`budget: ${told}`);
}
