// @vitest-environment jsdom
import i18next from 'i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '@/api/schema';

const user = { id: 'u1', username: 'kim', role: 'user' } as User;
let deletions: string[];
let unanswered: boolean;
let asked = 0;
let leave = () => {};

/** A page of its own: as after loading it again, with nothing kept but what the browser stores. */
async function page() {
  leave();
  vi.resetModules();
  const { session } = await import('@/lib/session');
  session.adopt({ accessToken: 'token', expiresIn: 300, user } as never);
  const { Removal } = await import('./removal');
  const removal = new Removal({
    name: 'removing',
    path: (id) => `/things/${id}`,
    said: () => ({ deleted: 'Deleted', failed: 'Not deleted' }),
    onGone: () => {},
    askAgain: () => asked++,
  });
  leave = removal.start();
  return removal;
}

beforeEach(async () => {
  vi.useFakeTimers();
  await i18next.init({ lng: 'en', resources: {} });
  deletions = [];
  unanswered = false;
  asked = 0;
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    deletions.push(`${init.method} ${url.pathname.split('/').at(-1)}`);
    return unanswered
      ? new Promise(() => {})
      : Promise.resolve(new Response(null, { status: 204 }));
  });
  localStorage.clear();
});

afterEach(() => {
  leave();
  leave = () => {};
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('deleting', () => {
  it('reaches the server once the time to undo it is over', async () => {
    const removal = await page();
    removal.remove('c1');
    await vi.advanceTimersByTimeAsync(6000);
    expect(deletions).toEqual([]);
    expect(removal.pending.get().has('c1')).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(deletions).toEqual(['DELETE c1']);
    expect(removal.pending.get().size).toBe(0);
  });

  it('is sent once when the page is left, and not again by the next page', async () => {
    const first = await page();
    first.remove('c1');
    unanswered = true;
    dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(0);
    expect(deletions).toEqual(['DELETE c1']);

    const next = await page();
    next.noteListed(['c2']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(deletions).toEqual(['DELETE c1']);
    expect(next.pending.get().has('c1'), 'an older list may still have it').toBe(true);
  });

  it('is sent again when the server still lists it after a while', async () => {
    const first = await page();
    first.remove('c1');
    unanswered = true;
    dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(0);

    const next = await page();
    unanswered = false;
    next.noteListed(['c1', 'c2']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(deletions, 'it may still be under way').toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked, 'the list is asked for once more').toBe(1);
    next.noteListed(['c1', 'c2']);
    await vi.advanceTimersByTimeAsync(0);
    expect(deletions).toEqual(['DELETE c1', 'DELETE c1']);
    expect(next.pending.get().size).toBe(0);
  });

  it('is taken up by the next page when the browser died meanwhile', async () => {
    const first = await page();
    first.remove('c1');
    const next = await page();
    await vi.advanceTimersByTimeAsync(0);
    expect(deletions).toEqual(['DELETE c1']);
    expect(next.pending.get().size).toBe(0);
    await page();
    await vi.advanceTimersByTimeAsync(0);
    expect(deletions).toHaveLength(1);
  });
});
