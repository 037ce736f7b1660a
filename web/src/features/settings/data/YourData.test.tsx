// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '@/lib/eventually';
import { farewell } from '@/lib/farewell';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import { useStore } from '@/lib/store';
import { fakeServer, kim, signedIn } from '@/testing/server';
import { YourData } from './YourData';

const receipt = {
  receiptId: 'r1',
  erasedAt: '2026-11-22T00:00:00Z',
  chats: 3,
  messages: 12,
  documents: 1,
  passages: 4,
  files: 1,
  keys: 0,
  sessions: 2,
};
const running = {
  id: 'e1',
  state: 'running',
  size: null,
  createdAt: '2026-11-22T00:00:00Z',
  expiresAt: null,
};

function show() {
  signedIn();
  render(
    <QueryClientProvider client={queryClient}>
      <UntilFarewell />
    </QueryClientProvider>,
  );
}

/** As the frame around every page, which goes with the account. */
function UntilFarewell() {
  return useStore(farewell) === null ? <YourData /> : null;
}

beforeAll(startWholeI18n);
beforeEach(() => {
  queryClient.clear();
  farewell.set(null);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('an export', () => {
  it('is waited for and can then be downloaded', async () => {
    fakeServer({
      'GET /me': [kim],
      'POST /me/export': [Response.json(running, { status: 202 })],
      'GET /me/exports': [
        { items: [] },
        { items: [running] },
        { items: [{ ...running, state: 'ready', size: 4096 }] },
      ],
    });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Prepare export' }));
    expect(await screen.findByText('Being prepared…')).toBeTruthy();
    expect(
      await screen.findByRole('button', { name: 'Download' }, { timeout: 10_000 }),
    ).toBeTruthy();
  });
});

describe('deleting the account', () => {
  it('wants the username typed, ends the session and keeps the receipt for the last page', async () => {
    const asked = fakeServer({
      'GET /me': [kim],
      'GET /me/exports': [{ items: [] }],
      'DELETE /me': [receipt],
    });
    localStorage.setItem('parley.draft.u1.new', 'never sent');
    localStorage.setItem('parley.draft.u2.new', "somebody else's");
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Delete account…' }));
    const erase = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete for good' });
    const field = screen.getByLabelText(/^Type your username/);
    await userEvent.type(field, 'ki');
    expect(erase.disabled).toBe(true);
    await userEvent.type(field, 'm');
    await userEvent.click(erase);
    await eventually(() => expect(farewell.get()).toEqual(receipt));
    expect(asked.find((one) => one.route === 'DELETE /me')?.body).toEqual({ username: 'kim' });
    expect(session.state.get().status).toBe('anonymous');
    expect(localStorage.getItem('parley.draft.u1.new')).toBeNull();
    expect(localStorage.getItem('parley.draft.u2.new')).not.toBeNull();
  });
});
