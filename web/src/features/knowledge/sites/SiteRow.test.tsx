// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Site } from '@/api/schema';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { fakeServer, refusal } from '@/testing/server';
import { SiteRow } from './SiteRow';

const site: Site = {
  id: 's',
  collectionId: 'c',
  url: 'https://docs.example.org/',
  form: 'links',
  foundForm: 'links',
  depth: 1,
  pageLimit: 40,
  everyHours: null,
  state: 'ready',
  pages: { found: 4, fetched: 2, failed: 2, unchanged: 0 },
  error: null,
  lastCrawledAt: '2026-11-22T00:00:00Z',
  nextCrawlAt: null,
  createdAt: '2026-11-22T00:00:00Z',
};
const list = 'GET /collections/c/sites/s/failures';

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the pages of a site that could not be read', () => {
  it('are listed with their reasons, page after page, also to who may only read', async () => {
    const asked = fakeServer({
      [list]: [
        {
          items: [
            {
              address: 'https://docs.example.org/busy',
              error: { code: 'unreachable', message: 'The server answered with an error (503).' },
            },
          ],
          nextCursor: 'https://docs.example.org/busy',
        },
        {
          items: [
            { address: 'https://docs.example.org/gone', error: { code: 'not-found', message: '' } },
          ],
          nextCursor: null,
        },
      ],
    });
    show(<SiteRow site={site} writable={false} onEdit={() => undefined} />);
    expect(asked, 'nobody is asked before somebody wants to know').toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: '2 failed' }));
    const dialog = await screen.findByRole('dialog', { name: 'Pages that could not be read' });
    expect(
      await within(dialog).findByText('The server answered with an error (503).'),
    ).toBeTruthy();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Show more' }));
    expect(await within(dialog).findByText('There is nothing at this address.')).toBeTruthy();
    expect(
      within(dialog)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['https://docs.example.org/busy', 'https://docs.example.org/gone']);
    expect(asked.at(-1)?.query.get('cursor')).toBe('https://docs.example.org/busy');
  });

  it('say so when they cannot be listed', async () => {
    fakeServer({ [list]: [refusal(404, 'not-found')] });
    show(<SiteRow site={site} writable onEdit={() => undefined} />);
    await userEvent.click(screen.getByRole('button', { name: '2 failed' }));
    expect(await screen.findByText('The list could not be loaded')).toBeTruthy();
  });

  it('are none where every page was read', () => {
    show(
      <SiteRow
        site={{ ...site, pages: { ...site.pages, failed: 0 } }}
        writable
        onEdit={() => undefined}
      />,
    );
    expect(screen.queryByRole('button', { name: /failed/ })).toBeNull();
  });
});
