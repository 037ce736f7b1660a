import { describe, expect, it } from 'vitest';
import type { Message, TurnEvent } from '@/api/schema';
import { textOf } from '../turn/fold';
import { emptyThread, reduceThread, type Thread, type ThreadAction } from './thread';

const at = '2026-11-21T00:00:00Z';

function message(id: string, parentId: string | null, text: string): Message {
  return {
    id,
    parentId,
    siblingIds: [id],
    role: id.startsWith('q') ? 'user' : 'assistant',
    parts: text === '' ? [] : [{ type: 'text', text }],
    model: null,
    status: 'finished',
    citations: [],
    attachments: [],
    usage: null,
    createdAt: at,
    error: null,
    turnId: null,
  };
}

const page = {
  items: [
    message('q1', null, 'first'),
    message('a1', 'q1', 'one'),
    message('q2', 'a1', 'second'),
    message('a2', 'q2', 'two'),
  ],
  nextCursor: null,
};

function threadAfter(...actions: ThreadAction[]): Thread {
  return actions.reduce(reduceThread, emptyThread);
}

function told(...events: TurnEvent[]): ThreadAction {
  return { type: 'events', events };
}

function started(userMessageId: string, answerId: string): TurnEvent {
  return { type: 'started', turnId: 't', userMessageId, answerId, model: 'm' };
}

const loaded: ThreadAction = { type: 'loaded', page };
const asked = (parentId?: string | null): ThreadAction => ({
  type: 'asked',
  key: 'k',
  text: 'third',
  parentId,
  model: 'm',
  attachments: [{ documentId: 'd', title: 'plan.pdf', state: 'ready' }],
  at,
});

function shown(thread: Thread): string[] {
  return thread.messages.map((entry) => `${entry.id}: ${textOf(entry)}`);
}

describe('a thread', () => {
  it('shows a question before the server knows it, and then under its id with the same key', () => {
    const before = threadAfter(loaded, asked());
    expect(before.messages.at(-2)).toMatchObject({ key: 'k-question', parentId: 'a2' });
    const thread = reduceThread(before, told(started('q3', 'a3')));
    expect(thread.messages.slice(-2)).toMatchObject([
      { key: 'k-question', id: 'q3', siblingIds: ['q3'], parentId: 'a2' },
      { key: 'k-answer', id: 'a3', siblingIds: ['a3'], parentId: 'q3', turnId: 't' },
    ]);
    expect(thread.turn).toMatchObject({ turnId: 't', before: null });
  });

  it('puts an edited question beside the old one and drops what came after it', () => {
    const thread = threadAfter(loaded, asked('a1'), told(started('q9', 'a9')));
    expect(shown(thread)).toEqual(['q1: first', 'a1: one', 'q9: third', 'a9: ']);
    expect(thread.messages[2]?.siblingIds).toEqual(['q2', 'q9']);
  });

  it('edits the very first question too', () => {
    const thread = threadAfter(loaded, asked(null), told(started('q9', 'a9')));
    expect(shown(thread)).toEqual(['q9: third', 'a9: ']);
    expect(thread.messages[0]?.siblingIds).toEqual(['q1', 'q9']);
  });

  it('puts another answer beside the old one', () => {
    const thread = threadAfter(
      loaded,
      { type: 'regenerated', key: 'k', answerId: 'a2', model: null, at },
      told(started('q2', 'a9'), { type: 'text-delta', text: 'new' }),
    );
    expect(shown(thread)).toEqual(['q1: first', 'a1: one', 'q2: second', 'a9: new']);
    expect(thread.messages[3]).toMatchObject({ siblingIds: ['a2', 'a9'], parentId: 'q2' });
    expect(thread.messages[2]?.id).toBe('q2');
  });

  it('goes back to what it was when the server refuses', () => {
    const before = threadAfter(loaded);
    for (const action of [asked(), asked('a1'), asked(null)]) {
      const refused = reduceThread(reduceThread(before, action), { type: 'not-sent' });
      expect(refused.messages).toEqual(before.messages);
      expect(refused.turn).toBeNull();
    }
  });

  it('continues an answer after the text it has', () => {
    const thread = threadAfter(
      loaded,
      { type: 'continued', answerId: 'a2' },
      told(started('q2', 'a2'), { type: 'text-delta', text: ' and more' }),
    );
    expect(shown(thread).at(-1)).toBe('a2: two and more');
  });

  it('keeps the text before a continued turn when the server lost the end of the turn', () => {
    const thread = threadAfter(
      loaded,
      { type: 'continued', answerId: 'a2' },
      told(
        started('q2', 'a2'),
        { type: 'text-delta', text: ' and more' },
        {
          type: 'resync',
          text: ' and',
        },
      ),
    );
    expect(shown(thread).at(-1)).toBe('a2: two and');
  });

  it('follows a turn that was already running when it was loaded', () => {
    const running = { ...message('a3', 'q3', ''), status: 'streaming' as const, turnId: 't' };
    const thread = threadAfter(
      { type: 'loaded', page: { items: [message('q3', null, 'x'), running], nextCursor: null } },
      { type: 'attached', turnId: 't', answerId: 'a3' },
      told(
        started('q3', 'a3'),
        { type: 'text-delta', text: 'all of it' },
        {
          type: 'finished',
          usage: null,
        },
      ),
    );
    expect(shown(thread)).toEqual(['q3: x', 'a3: all of it']);
    expect(thread.turn).toBeNull();
  });

  it('ignores what a turn says after its end', () => {
    const ended = threadAfter(loaded, asked(), told(started('q3', 'a3'), { type: 'stopped' }));
    expect(reduceThread(ended, told({ type: 'text-delta', text: 'late' }))).toBe(ended);
  });

  it('puts older messages above and keeps them when the newest window is loaded again', () => {
    const newest = { items: page.items.slice(2), nextCursor: 'a1' };
    const thread = threadAfter(
      { type: 'loaded', page: newest },
      { type: 'older-loading' },
      { type: 'older-loaded', page: { items: page.items.slice(0, 2), nextCursor: null } },
      { type: 'loaded', page: newest },
    );
    expect(shown(thread)).toEqual(['q1: first', 'a1: one', 'q2: second', 'a2: two']);
    expect(thread.olderCursor).toBeNull();
  });

  it('shows what came with a question at once', () => {
    const thread = threadAfter(loaded, asked());
    expect(thread.messages.at(-2)?.attachments.map(({ title }) => title)).toEqual(['plan.pdf']);
    expect(thread.messages.at(-1)?.attachments).toEqual([]);
  });

  it('knows what is done for the answer until that is done', () => {
    const search: TurnEvent = {
      type: 'tool-called',
      callId: '1',
      tool: 'web-search',
      arguments: 'herons',
    };
    const searching = threadAfter(loaded, asked(), told(started('q3', 'a3'), search));
    expect(searching.turn?.doing).toEqual({ callId: '1', tool: 'web-search', arguments: 'herons' });
    const done = reduceThread(
      searching,
      told({ type: 'tool-finished', callId: '1', outcome: 'done' }),
    );
    expect(done.turn?.doing).toBeNull();
    const other = reduceThread(
      searching,
      told({ type: 'tool-finished', callId: '0', outcome: 'done' }),
    );
    expect(other.turn?.doing).not.toBeNull();
  });

  it('forgets older messages of another branch', () => {
    const thread = threadAfter(loaded, {
      type: 'loaded',
      page: { items: [message('q7', 'a6', 'other')], nextCursor: 'a6' },
    });
    expect(shown(thread)).toEqual(['q7: other']);
    expect(thread.olderCursor).toBe('a6');
  });
});
