import type { Theme } from '@/api/schema';
import { storage } from './storage';
import { Store } from './store';

function stored(): Theme {
  const value = storage.get('theme');
  return value === 'light' || value === 'dark' ? value : 'system';
}

export const theme = new Store<Theme>(typeof window === 'undefined' ? 'system' : stored());

/** Puts a theme on the page and keeps it for the next first paint (theme-init.js reads it). */
export function applyTheme(next: Theme): void {
  theme.set(next);
  storage.set('theme', next);
  paint();
}

function paint(): void {
  const choice = theme.get();
  const dark =
    choice === 'dark' ||
    (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.style.colorScheme = dark ? 'dark' : 'light';
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', dark ? '#1b1917' : '#fdfbf7');
}

/** Follows the system's theme, and the choice made in another tab. */
export function watchTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  addEventListener('storage', (event) => {
    if (event.key === 'parley.theme') {
      theme.set(stored());
      paint();
    }
  });
}
