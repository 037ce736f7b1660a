// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { fakeServer, kim, refusal } from '@/testing/server';
import { Reading } from './ReadChats';

const lea = {
  id: 'u2',
  username: 'lea',
  displayName: 'Lea Brandt',
  email: null,
  emailVerified: false,
  role: 'user',
  suspendedAt: null,
  pending: false,
  secondFactor: false,
  createdAt: '2026-11-21T00:00:00Z',
  lastSeenAt: null,
};
const chat = {
  id: 'c1',
  title: 'Plan of the ferry',
  createdAt: '2026-11-21T00:00:00Z',
  updatedAt: '2026-11-22T00:00:00Z',
};
const message = (id: string, role: string, text: string) => ({
  id,
  role,
  status: 'finished',
  parts: [{ type: 'text', text }],
  citations: [],
  error: null,
  createdAt: '2026-11-22T00:00:00Z',
});
const reason = 'a complaint of last Tuesday';
const answers = {
  // The access token does not live as long as a chat is open.
  'POST /auth/refresh': [{ accessToken: 'another', expiresIn: 300, user: kim }],
  'GET /config': [{ adminChatAccess: true }],
  'GET /admin/people': [{ items: [lea], nextCursor: null }],
  'GET /admin/chats': [{ items: [chat], nextCursor: null }],
};

function Page() {
  const [person, setPerson] = useState<string | null>(null);
  return <Reading person={person} onPerson={setPerson} />;
}

function opened(minutes: number) {
  return {
    conversationId: 'c1',
    title: chat.title,
    personId: 'u2',
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
  };
}

async function giveReason(text = reason) {
  const dialog = await screen.findByRole('dialog', { name: 'Read “Plan of the ferry”?' });
  within(dialog).getByLabelText('Reason').focus();
  await userEvent.paste(text);
  return within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Open for 15 minutes' });
}

beforeAll(startWholeI18n);
beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("somebody's chat", () => {
  it('is read after the person was picked and a reason given, until the time is up', async () => {
    const asked = fakeServer({
      ...answers,
      'POST /admin/chats/c1/reading': [opened(15), opened(30)],
      'GET /admin/chats/c1/messages': [
        {
          items: [
            message('m3', 'user', 'And the return?'),
            message('m4', 'assistant', 'At **nine**.'),
          ],
          nextCursor: 'm2',
        },
        {
          items: [
            message('m1', 'user', 'When does it leave?'),
            message('m2', 'assistant', 'At six.'),
          ],
          nextCursor: null,
        },
      ],
    });
    show(<Page />);
    await userEvent.click(await screen.findByRole('button', { name: /^Lea Brandt/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Read Plan of the ferry' }));
    expect(asked.some((one) => one.route.includes('messages'))).toBe(false);
    const tooShort = await giveReason('because');
    expect(tooShort.disabled).toBe(true);
    await userEvent.clear(screen.getByLabelText('Reason'));
    await userEvent.click(await giveReason());

    expect(await screen.findByText(/^Open for 15 more minutes\. lea has been told\./)).toBeTruthy();
    expect(asked.find((one) => one.route.startsWith('POST'))?.body).toEqual({ reason });
    expect((await screen.findByText('nine')).tagName).toBe('STRONG');
    await userEvent.click(screen.getByRole('button', { name: 'Earlier messages' }));
    await screen.findByText('At six.');
    expect(screen.getAllByRole('article').map((article) => article.textContent)).toEqual([
      expect.stringContaining('When does it leave?'),
      expect.stringContaining('At six.'),
      expect.stringContaining('And the return?'),
      expect.stringContaining('At nine.'),
    ]);
    expect(asked.at(-1)?.query.get('before')).toBe('m2');

    act(() => void vi.advanceTimersByTime(15 * 60_000));
    expect(await screen.findByText('The time is up')).toBeTruthy();
    expect(screen.queryByText('At six.'), 'nothing of it stays on the page').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Give a reason' }));
    await userEvent.click(await giveReason());
    expect(await screen.findByText(/^Open for 15 more minutes/)).toBeTruthy();
  });

  it('stays closed where the server refuses, and the refusal is told', async () => {
    fakeServer({
      ...answers,
      'POST /admin/chats/c1/reading': [
        refusal(404, 'not-found', { detail: 'This chat is not there any more.' }),
      ],
    });
    show(<Page />);
    await userEvent.click(await screen.findByRole('button', { name: /^Lea Brandt/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Read Plan of the ferry' }));
    await userEvent.click(await giveReason());
    expect(await screen.findByText('This chat is not there any more.')).toBeTruthy();
  });

  it('is nobody else’s where the server does not allow it', async () => {
    const asked = fakeServer({ ...answers, 'GET /config': [{ adminChatAccess: false }] });
    show(<Page />);
    expect(await screen.findByText(/PARLEY_ADMIN_CHAT_ACCESS/)).toBeTruthy();
    expect(asked.every((one) => one.route === 'GET /config')).toBe(true);
  });
});
