import type { Message, MessagePart, TurnEvent } from '@/api/schema';
import { assertNever } from '@/lib/assert-never';

/** What an answer is after one more event of its turn. */
export function fold<M extends Message>(answer: M, event: TurnEvent): M {
  switch (event.type) {
    case 'started':
      return {
        ...answer,
        turnId: event.turnId,
        model: event.model,
        status: 'streaming',
        error: null,
        cutShort: false,
      };
    case 'text-delta':
      return { ...answer, status: 'streaming', parts: appended(answer.parts, 'text', event.text) };
    case 'reasoning-delta':
      return {
        ...answer,
        status: 'streaming',
        parts: appended(answer.parts, 'reasoning', event.text),
      };
    case 'cited': {
      const { type: _, ...citation } = event;
      if (answer.citations.some((known) => known.index === citation.index)) return answer;
      return { ...answer, citations: [...answer.citations, citation] };
    }
    case 'resync':
      return { ...answer, parts: withText(answer.parts, event.text) };
    case 'warned':
      return { ...answer, warning: { category: event.category, message: event.message } };
    case 'finished':
      return {
        ...answer,
        status: 'finished',
        usage: event.usage,
        cutShort: event.cutShort ?? false,
      };
    case 'stopped':
      return { ...answer, status: 'stopped' };
    case 'interrupted':
      return { ...answer, status: 'interrupted' };
    case 'failed':
      return {
        ...answer,
        status: 'failed',
        error: {
          code: event.code,
          message: event.message,
          retryAfterSeconds: event.retryAfterSeconds ?? null,
        },
      };
    case 'tool-called':
    case 'tool-finished':
    case 'titled':
    case 'reconnect':
      return answer;
    default:
      return assertNever(event);
  }
}

export function textOf(message: Message): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'text') text += part.text;
  return text;
}

export function reasoningOf(message: Message): string {
  let text = '';
  for (const part of message.parts) if (part.type === 'reasoning') text += part.text;
  return text;
}

function withText(parts: readonly MessagePart[], text: string): MessagePart[] {
  const others = parts.filter((part) => part.type !== 'text');
  return text === '' ? others : [...others, { type: 'text', text }];
}

function appended(
  parts: readonly MessagePart[],
  type: MessagePart['type'],
  text: string,
): MessagePart[] {
  const last = parts.at(-1);
  if (last?.type === type) return [...parts.slice(0, -1), { type, text: last.text + text }];
  return [...parts, { type, text }];
}
