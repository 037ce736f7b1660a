import { Store } from '@/lib/store';
import type { Markdown } from './Markdown';

/** The renderer of Markdown, which comes after the page: until then nothing is shown in its place, least of all bare marks. */
export const renderer = new Store<typeof Markdown | 'coming' | 'unavailable'>('coming');

let loading: Promise<void> | null = null;

/** Fetches the renderer before the first answer needs it; does nothing when it is there. */
export function preloadMarkdown(): void {
  if (loading !== null || typeof renderer.get() === 'function') return;
  loading = import('./Markdown')
    .then(
      (module) => renderer.set(module.Markdown),
      // Words with bare marks are better than no words.
      () => renderer.set('unavailable'),
    )
    .finally(() => {
      loading = null;
    });
}
