// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderer } from '@/features/markdown/renderer';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { signedIn } from '@/testing/server';
import type { ThreadMessage } from '../thread/thread';
import type { ThreadStore } from '../thread/thread-store';
import { Answer } from './Answer';
import { ThreadContext } from './context';

const finished: ThreadMessage = {
  key: 'a',
  id: 'a',
  parentId: 'q',
  siblingIds: ['a'],
  role: 'assistant',
  parts: [{ type: 'text', text: 'One, two,' }],
  model: 'stub/echo',
  status: 'finished',
  citations: [],
  attachments: [],
  usage: null,
  createdAt: '2026-11-21T00:00:00Z',
  error: null,
  turnId: null,
};

function show(message: ThreadMessage) {
  const thread = { continue: vi.fn() };
  render(
    <QueryClientProvider client={queryClient}>
      <ThreadContext
        value={{ thread: thread as unknown as ThreadStore, model: 'stub/echo', webSearch: false }}
      >
        <Answer message={message} turn={null} busy={false} last />
      </ThreadContext>
    </QueryClientProvider>,
  );
  return thread;
}

beforeAll(async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  await startWholeI18n();
  renderer.set('unavailable');
});
afterEach(cleanup);

describe('an answer', () => {
  it('that reached the output limit of its model says so and can be continued', async () => {
    const thread = show({ ...finished, cutShort: true });
    expect(screen.getByText("The answer reached the model's output limit.")).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(thread.continue).toHaveBeenCalledWith('a');
  });

  it('that came to its own end offers nothing of the kind', () => {
    show(finished);
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
  });

  it('that a rule let through says what it touches on', () => {
    const message = 'This touches on something that the rules of this server name: personal data.';
    show({ ...finished, warning: { category: 'personal data', message } });
    expect(screen.getByRole('note').textContent).toBe(message);
  });

  it('that a rule stopped says why, and offers nothing that would be stopped again', () => {
    signedIn();
    const message = 'This was not sent to a model: it goes against the rules (confidential).';
    const error = { code: 'blocked-by-moderation' as const, message };
    show({ ...finished, parts: [], status: 'failed', error });
    expect(screen.getByText(message)).toBeTruthy();
    expect(screen.getByText(/Edit your question/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Choose another model' })).toBeNull();
  });
});
