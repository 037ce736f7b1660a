import type { AttachedDocument, Message, Page, TurnEvent } from '@/api/schema';
import { assertNever } from '@/lib/assert-never';
import type { Connection } from '@/lib/follow';
import type { Problem } from '@/lib/problem';
import { isFinal } from '../turn/events';
import { fold, textOf } from '../turn/fold';

/** A message with a key that stays the same when the server gives it its id. */
export interface ThreadMessage extends Message {
  readonly key: string;
}

/** The turn that is being written in this chat. */
export interface LiveTurn {
  /** Null until the server has acknowledged it. */
  readonly turnId: string | null;
  readonly answerKey: string;
  readonly connection: Connection;
  readonly stopping: boolean;
  /** What the thread was before, to go back to when the server refuses the turn. */
  readonly before: readonly ThreadMessage[] | null;
  /** What the answer held before this turn: a turn that continues one tells only what comes after it. */
  readonly base: string;
  /** What is done for the answer right now, besides writing it. */
  readonly doing: Doing | null;
}

/** A tool at work, and what with, in words for people. */
export interface Doing {
  readonly callId: string;
  readonly tool: string;
  readonly arguments: string;
}

/** One chat as this tab knows it: a window of its active branch, and the turn that runs. */
export interface Thread {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  readonly messages: readonly ThreadMessage[];
  readonly olderCursor: string | null;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly turn: LiveTurn | null;
}

export type ThreadAction =
  | { readonly type: 'loading' }
  | { readonly type: 'loaded'; readonly page: Page<Message> }
  | { readonly type: 'load-failed'; readonly problem: Problem }
  | { readonly type: 'older-loading' }
  | { readonly type: 'older-loaded'; readonly page: Page<Message> }
  | { readonly type: 'older-failed' }
  | {
      readonly type: 'asked';
      readonly key: string;
      readonly text: string;
      /** Undefined: after the last message. Otherwise a new branch below this one. */
      readonly parentId: string | null | undefined;
      readonly model: string | null;
      readonly attachments: readonly AttachedDocument[];
      readonly at: string;
    }
  | {
      readonly type: 'regenerated';
      readonly key: string;
      readonly answerId: string;
      readonly model: string | null;
      readonly at: string;
    }
  | { readonly type: 'continued'; readonly answerId: string }
  | { readonly type: 'attached'; readonly turnId: string; readonly answerId: string }
  | {
      readonly type: 'acknowledged';
      readonly turnId: string;
      readonly userMessageId: string | null;
      readonly answerId: string;
    }
  | { readonly type: 'not-sent' }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'stopping'; readonly stopping: boolean }
  | { readonly type: 'events'; readonly events: readonly TurnEvent[] }
  | { readonly type: 'turn-lost' };

export const emptyThread: Thread = {
  phase: 'loading',
  problem: null,
  messages: [],
  olderCursor: null,
  older: 'idle',
  turn: null,
};

export function reduceThread(thread: Thread, action: ThreadAction): Thread {
  switch (action.type) {
    case 'loading':
      return { ...thread, phase: 'loading', problem: null };
    case 'loaded':
      return loaded(thread, action.page);
    case 'load-failed':
      return { ...thread, phase: 'failed', problem: action.problem };
    case 'older-loading':
      return { ...thread, older: 'loading' };
    case 'older-loaded':
      return {
        ...thread,
        older: 'idle',
        olderCursor: action.page.nextCursor,
        messages: [...action.page.items.map(keyed), ...thread.messages],
      };
    case 'older-failed':
      return { ...thread, older: 'failed' };
    case 'asked':
      return asked(thread, action);
    case 'regenerated':
      return regenerated(thread, action);
    case 'continued': {
      const answer = thread.messages.find((message) => message.id === action.answerId);
      if (answer === undefined) return thread;
      return {
        ...thread,
        messages: replaced(thread.messages, answer.key, (message) => ({
          ...message,
          status: 'pending',
          error: null,
        })),
        turn: { ...newTurn(answer.key, thread.messages), base: textOf(answer) },
      };
    }
    case 'attached': {
      const answer = thread.messages.find((message) => message.id === action.answerId);
      if (answer === undefined) return thread;
      return {
        ...thread,
        turn: {
          ...newTurn(answer.key, null),
          turnId: action.turnId,
          base: textOf(answer),
        },
      };
    }
    case 'acknowledged':
      return acknowledged(thread, action.turnId, action.userMessageId, action.answerId);
    case 'not-sent':
      return { ...thread, messages: thread.turn?.before ?? thread.messages, turn: null };
    case 'connection':
      return thread.turn === null || thread.turn.connection === action.connection
        ? thread
        : { ...thread, turn: { ...thread.turn, connection: action.connection } };
    case 'stopping':
      return thread.turn === null
        ? thread
        : { ...thread, turn: { ...thread.turn, stopping: action.stopping } };
    case 'events':
      return action.events.reduce(heard, thread);
    case 'turn-lost':
      return { ...thread, turn: null };
    default:
      return assertNever(action);
  }
}

function newTurn(answerKey: string, before: readonly ThreadMessage[] | null): LiveTurn {
  return {
    turnId: null,
    answerKey,
    connection: 'connecting',
    stopping: false,
    before,
    base: '',
    doing: null,
  };
}

function keyed(message: Message): ThreadMessage {
  return { ...message, key: message.id };
}

function replaced(
  messages: readonly ThreadMessage[],
  key: string,
  change: (message: ThreadMessage) => ThreadMessage,
): readonly ThreadMessage[] {
  return messages.map((message) => (message.key === key ? change(message) : message));
}

/** The newest window; what was loaded above it stays when the two still join. */
function loaded(thread: Thread, page: Page<Message>): Thread {
  const known = new Map(thread.messages.map((message) => [message.id, message]));
  const fresh = page.items.map((message) => ({
    ...message,
    key: known.get(message.id)?.key ?? message.id,
  }));
  const above = thread.messages.findIndex((message) => message.id === fresh[0]?.parentId);
  const joins = above >= 0 && fresh.length > 0;
  return {
    ...thread,
    phase: 'ready',
    problem: null,
    messages: joins ? [...thread.messages.slice(0, above + 1), ...fresh] : fresh,
    olderCursor: joins ? thread.olderCursor : page.nextCursor,
    older: 'idle',
  };
}

function asked(thread: Thread, action: Extract<ThreadAction, { type: 'asked' }>): Thread {
  const { messages } = thread;
  const cut =
    action.parentId === undefined
      ? messages.length
      : messages.findIndex((message) => message.id === action.parentId) + 1;
  const siblings = messages[cut]?.siblingIds ?? [];
  const question: ThreadMessage = {
    ...blank(`${action.key}-question`, action.at),
    role: 'user',
    parentId: messages[cut - 1]?.id ?? null,
    siblingIds: [...siblings, `${action.key}-question`],
    parts: [{ type: 'text', text: action.text }],
    attachments: [...action.attachments],
    status: 'finished',
  };
  const answer: ThreadMessage = {
    ...blank(`${action.key}-answer`, action.at),
    parentId: question.id,
    siblingIds: [`${action.key}-answer`],
    model: action.model,
  };
  return {
    ...thread,
    phase: 'ready',
    messages: [...messages.slice(0, cut), question, answer],
    turn: newTurn(answer.key, messages),
  };
}

function regenerated(
  thread: Thread,
  action: Extract<ThreadAction, { type: 'regenerated' }>,
): Thread {
  const cut = thread.messages.findIndex((message) => message.id === action.answerId);
  const old = thread.messages[cut];
  if (old === undefined) return thread;
  const answer: ThreadMessage = {
    ...blank(`${action.key}-answer`, action.at),
    parentId: old.parentId,
    siblingIds: [...old.siblingIds, `${action.key}-answer`],
    model: action.model ?? old.model,
  };
  return {
    ...thread,
    messages: [...thread.messages.slice(0, cut), answer],
    turn: newTurn(answer.key, thread.messages),
  };
}

function blank(key: string, at: string): ThreadMessage {
  return {
    key,
    id: key,
    parentId: null,
    siblingIds: [key],
    role: 'assistant',
    parts: [],
    model: null,
    status: 'pending',
    citations: [],
    attachments: [],
    usage: null,
    createdAt: at,
    error: null,
    turnId: null,
  };
}

function acknowledged(
  thread: Thread,
  turnId: string,
  userMessageId: string | null,
  answerId: string,
): Thread {
  const { turn } = thread;
  if (turn === null) return thread;
  const answerAt = thread.messages.findIndex((message) => message.key === turn.answerKey);
  const messages = thread.messages.map((message, index) => {
    if (index === answerAt) {
      return { ...renamed(message, answerId), turnId, parentId: userMessageId ?? message.parentId };
    }
    return index === answerAt - 1 && userMessageId !== null
      ? renamed(message, userMessageId)
      : message;
  });
  return { ...thread, messages, turn: { ...turn, turnId, before: null } };
}

function renamed(message: ThreadMessage, id: string): ThreadMessage {
  return {
    ...message,
    id,
    siblingIds: message.siblingIds.map((sibling) => (sibling === message.id ? id : sibling)),
  };
}

function heard(thread: Thread, event: TurnEvent): Thread {
  const { turn } = thread;
  if (turn === null) return thread;
  const known =
    event.type === 'started' && turn.turnId === null
      ? acknowledged(thread, event.turnId, event.userMessageId, event.answerId)
      : thread;
  const whole = event.type === 'resync' ? { ...event, text: turn.base + event.text } : event;
  return {
    ...known,
    messages: replaced(known.messages, turn.answerKey, (answer) => fold(answer, whole)),
    turn: isFinal(event) ? null : known.turn && { ...known.turn, doing: doingAfter(turn, event) },
  };
}

function doingAfter({ doing }: LiveTurn, event: TurnEvent): Doing | null {
  if (event.type === 'tool-called') {
    return { callId: event.callId, tool: event.tool, arguments: event.arguments };
  }
  return event.type === 'tool-finished' && event.callId === doing?.callId ? null : doing;
}
