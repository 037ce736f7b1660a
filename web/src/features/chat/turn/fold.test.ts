import { describe, expect, it } from 'vitest';
import type { Message, TurnEvent } from '@/api/schema';
import { fold, reasoningOf, textOf } from './fold';

const empty: Message = {
  id: 'a',
  parentId: 'q',
  siblingIds: ['a'],
  role: 'assistant',
  parts: [],
  model: null,
  status: 'pending',
  citations: [],
  attachments: [],
  usage: null,
  createdAt: '2026-11-21T00:00:00Z',
  error: null,
  turnId: null,
};
const started: TurnEvent = {
  type: 'started',
  turnId: 't',
  userMessageId: 'q',
  answerId: 'a',
  model: 'parley/guide',
};
const source = {
  index: 1,
  documentId: 'd',
  title: 'T',
  location: 'l',
  quote: 'q',
  start: 3,
  end: 9,
};

function folded(...events: TurnEvent[]): Message {
  return events.reduce<Message>(fold, empty);
}

describe('an answer', () => {
  it('grows by what is told and ends with its usage', () => {
    const usage = { inputTokens: 3, outputTokens: 2, estimated: false };
    const answer = folded(
      started,
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'Hel' },
      { type: 'text-delta', text: 'lo' },
      { type: 'finished', usage },
    );
    expect(textOf(answer)).toBe('Hello');
    expect(reasoningOf(answer)).toBe('hm');
    expect(answer).toMatchObject({ status: 'finished', usage, turnId: 't', model: 'parley/guide' });
  });

  it('never changes the answer it was given', () => {
    const before = structuredClone(empty);
    folded(started, { type: 'text-delta', text: 'x' }, { type: 'cited', ...source });
    expect(empty).toEqual(before);
  });

  it('keeps a source once although it is told twice', () => {
    const answer = folded(started, { type: 'cited', ...source }, { type: 'cited', ...source });
    expect(answer.citations).toEqual([source]);
  });

  it('replaces its text, not its reasoning, when the server lost its end', () => {
    const answer = folded(
      started,
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'too much' },
      { type: 'resync', text: 'too' },
    );
    expect(textOf(answer)).toBe('too');
    expect(reasoningOf(answer)).toBe('hm');
  });

  it('keeps its text however it ends', () => {
    const ends: TurnEvent[] = [
      { type: 'stopped' },
      { type: 'interrupted' },
      { type: 'failed', code: 'rate-limited', message: 'slow down', retryAfterSeconds: 3 },
    ];
    for (const end of ends) {
      const answer = folded(started, { type: 'text-delta', text: 'part' }, end);
      expect(textOf(answer)).toBe('part');
      expect(answer.status).toBe(end.type);
    }
  });

  it('says why it failed and when to try again', () => {
    const answer = folded(started, {
      type: 'failed',
      code: 'rate-limited',
      message: 'slow down',
      retryAfterSeconds: 3,
    });
    expect(answer.error).toEqual({
      code: 'rate-limited',
      message: 'slow down',
      retryAfterSeconds: 3,
    });
  });

  it('says that it was cut short, until it is continued', () => {
    const cut = folded(started, { type: 'finished', usage: null, cutShort: true });
    expect(cut).toMatchObject({ status: 'finished', cutShort: true });
    expect(fold(cut, started).cutShort).toBe(false);
    expect(folded(started, { type: 'finished', usage: null }).cutShort).toBe(false);
  });

  it('leaves an error of an earlier try behind when it begins anew', () => {
    const failed = folded(started, { type: 'failed', code: 'internal', message: '' });
    expect(fold(failed, started).error).toBeNull();
  });

  it('keeps what the person is warned of, and takes back what is withheld', () => {
    const warned: TurnEvent[] = [
      { type: 'text-delta', text: 'The card is 4111' },
      { type: 'warned', category: 'personal data', message: 'This touches on personal data.' },
    ];
    expect(folded(...warned).warning?.message).toBe('This touches on personal data.');
    expect(textOf(folded(...warned))).toBe('The card is 4111');
    const blocked = folded(
      ...warned,
      { type: 'resync', text: '' },
      { type: 'failed', code: 'blocked-by-moderation', message: 'Withheld.', category: 'x' },
    );
    expect(textOf(blocked)).toBe('');
    expect(blocked.error).toMatchObject({ code: 'blocked-by-moderation', message: 'Withheld.' });
  });
});
