import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each part may import besides itself: only what lies below it. `app` puts everything together. */
const below: Readonly<Record<string, readonly string[]>> = {
  api: [],
  lib: ['api'],
  /** What tests share; only they may use it. */
  testing: ['api', 'lib'],
  ui: ['api', 'lib'],
  'features/account': [],
  'features/auth': [],
  'features/conversations': [],
  'features/markdown': [],
  'features/models': ['features/account'],
  'features/knowledge': ['features/account', 'features/markdown'],
  'features/palette': ['features/account', 'features/conversations'],
  'features/sidebar': ['features/account', 'features/conversations'],
  'features/settings': [
    'features/account',
    'features/auth',
    'features/markdown',
    'features/models',
  ],
  'features/chat': [
    'features/account',
    'features/conversations',
    'features/knowledge',
    'features/markdown',
    'features/models',
  ],
};

const root = join(import.meta.dirname, '..');

function partOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'features' ? `features/${second}` : first;
}

function imports(): Array<{ file: string; from: string; to: string }> {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && file.includes('/'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from |import\()'([^']+)'/g)]
        .map((match) => match[1] ?? '')
        .flatMap((target) => {
          if (target.startsWith('@/')) return [target.slice(2)];
          if (!target.startsWith('.')) return [];
          return [
            relative(root, join(root, file, '..', target))
              .split(sep)
              .join('/'),
          ];
        })
        .map((target) => ({ file, from: partOf(file), to: partOf(target) })),
    );
}

describe('the parts of the front end', () => {
  const all = imports();

  it('are all known', () => {
    const parts = new Set(all.map(({ from }) => from).filter((part) => part !== 'app'));
    expect([...parts].filter((part) => !(part in below))).toEqual([]);
  });

  it('import only what lies below them', () => {
    const wrong = all
      .filter(({ from, to }) => from !== 'app' && from !== to)
      .filter(({ file, to }) => to !== 'testing' || !/\.test\.tsx?$/.test(file))
      .filter(({ from, to }) => {
        const floor = from.startsWith('features/') ? ['api', 'lib', 'ui'] : [];
        return ![...floor, ...(below[from] ?? [])].includes(to);
      })
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });
});
