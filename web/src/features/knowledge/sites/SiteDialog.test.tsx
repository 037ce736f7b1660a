// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Site } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { patchJson, send } from '@/lib/http';
import { startWholeI18n } from '@/lib/i18n/whole';
import { Problem } from '@/lib/problem';
import { SiteDialog } from './SiteDialog';

vi.mock('@/lib/http');
vi.mock('@/ui/toasts');

const site: Site = {
  id: 's',
  collectionId: 'c',
  url: 'https://docs.example.org/',
  form: 'links',
  foundForm: 'links',
  depth: 1,
  pageLimit: 40,
  everyHours: 12,
  state: 'ready',
  pages: { found: 3, fetched: 2, failed: 1, unchanged: 0 },
  error: null,
  lastCrawledAt: '2026-11-22T00:00:00Z',
  nextCrawlAt: '2026-11-22T12:00:00Z',
  createdAt: '2026-11-22T00:00:00Z',
};

function show(of: Site | null) {
  const onClose = vi.fn();
  render(<SiteDialog collectionId="c" site={of} onClose={onClose} />);
  return onClose;
}

async function enter(address: string): Promise<void> {
  screen.getByRole('textbox', { name: 'Address' }).focus();
  await userEvent.paste(address);
}

const form = (name: RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });

beforeAll(startWholeI18n);
beforeEach(() => vi.resetAllMocks());
afterEach(cleanup);

describe('a site', () => {
  it('that is a list of links is known by its address and added with one click', async () => {
    vi.mocked(send).mockResolvedValueOnce(Response.json(site, { status: 201 }));
    const onClose = show(null);
    await enter('docs.example.org/llms.txt');
    expect(form(/^llms\.txt/).checked).toBe(true);
    expect(screen.queryByLabelText('Links away')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Add site' }));
    await eventually(() => expect(onClose).toHaveBeenCalledOnce());
    expect(send).toHaveBeenCalledExactlyOnceWith('/collections/c/sites', {
      method: 'POST',
      body: {
        url: 'https://docs.example.org/llms.txt',
        form: 'llms-txt',
        depth: 2,
        pageLimit: 200,
        everyHours: null,
      },
    });
  });

  it('is found in the way that was chosen, whatever the address looks like', async () => {
    show(null);
    await userEvent.click(form(/^Links/));
    await enter('https://docs.example.org/sitemap.xml');
    expect(form(/^Links/).checked).toBe(true);
  });

  it('that is refused says so, and keeps what was entered', async () => {
    vi.mocked(send).mockRejectedValueOnce(
      new Problem({
        status: 400,
        code: 'invalid-request',
        detail: 'This is not a valid web address.',
      }),
    );
    const onClose = show(null);
    await enter('nonsense');
    await userEvent.keyboard('{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('not a valid web address');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('keeps hours that are none of the usual ones', async () => {
    vi.mocked(patchJson).mockResolvedValueOnce(site);
    const onClose = show(site);
    expect(screen.getByDisplayValue('Every 12 hours')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await eventually(() => expect(onClose).toHaveBeenCalledOnce());
    expect(patchJson).toHaveBeenCalledExactlyOnceWith('/collections/c/sites/s', {
      depth: 1,
      pageLimit: 40,
      everyHours: 12,
    });
  });
});
