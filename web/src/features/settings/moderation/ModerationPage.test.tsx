// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Moderation } from '@/api/identity';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { type Asked, fakeServer, refusal } from '@/testing/server';
import { ModerationPage } from './ModerationPage';

const policy: Moderation = {
  enabled: true,
  openaiModeration: false,
  failClosed: false,
  keepOriginals: true,
  exemptRoles: [],
  rules: [
    {
      id: 'r1',
      name: 'Project names',
      pattern: 'marigold',
      category: 'confidential',
      action: 'block',
      applies: 'both',
      enabled: true,
    },
  ],
};
const event = {
  id: 'e1',
  at: '2026-11-22T08:00:00Z',
  kind: 'prompt',
  category: 'confidential',
  rule: 'r1',
  action: 'block',
  person: { id: 'u2', name: 'lea' },
  conversationId: 'c1',
  excerpt: 'about marigold',
  state: 'open',
  note: null,
};
const empty = { items: [], nextCursor: null };

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the rules of moderation', () => {
  it('keep the others when one is switched off, and say what is wrong with a pattern', async () => {
    const asked = fakeServer({
      'GET /admin/moderation': [policy],
      'GET /admin/moderation/events': [empty],
      'PUT /admin/moderation': [
        (request: Asked) => request.body,
        refusal(400, 'invalid-request', { detail: 'The pattern is not one: missing ).' }),
      ],
    });
    show(<ModerationPage />);
    await userEvent.click(await screen.findByRole('switch', { name: 'Use Project names' }));
    await vi.waitFor(() =>
      expect(asked.find((one) => one.route.startsWith('PUT'))?.body).toEqual({
        ...policy,
        rules: [{ ...policy.rules[0], enabled: false }],
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Add rule' }));
    for (const [label, value] of [
      ['Name', 'Broken'],
      ['Category', 'x'],
      ['Pattern', '(a'],
    ] as const) {
      (await screen.findByLabelText(label)).focus();
      await userEvent.paste(value);
    }
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The pattern is not one: missing ).')).toBeTruthy();
  });

  it('can be tried, and what they caught is reviewed with a note', async () => {
    const asked = fakeServer({
      'GET /admin/moderation': [policy],
      'GET /admin/moderation/events': [{ items: [event], nextCursor: null }, empty],
      'POST /admin/moderation/try': [
        { matches: [{ ...policy.rules[0], rule: 'r1', text: 'Marigold', start: 6, end: 14 }] },
      ],
      'GET /admin/moderation/events/e1/original': [{ text: 'Tell me about marigold.' }],
      'POST /admin/moderation/events/e1/review': [event],
    });
    show(<ModerationPage />);
    (await screen.findByLabelText('Text')).focus();
    await userEvent.paste('about Marigold');
    await userEvent.click(screen.getByRole('button', { name: 'Try' }));
    expect((await screen.findByText('Marigold')).tagName).toBe('MARK');

    await userEvent.click(await screen.findByRole('button', { name: 'Review' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Show the original' }));
    expect(await screen.findByText('Tell me about marigold.')).toBeTruthy();
    screen.getByLabelText('Note (optional)').focus();
    await userEvent.paste('Asked her.');
    await userEvent.click(screen.getByRole('button', { name: 'Mark as reviewed' }));
    await vi.waitFor(() =>
      expect(asked.find((one) => one.route.endsWith('/review'))?.body).toEqual({
        note: 'Asked her.',
      }),
    );
    expect(await screen.findByText('Nothing to review')).toBeTruthy();
  });
});
