import type { TurnEvent } from '@/api/schema';
import type { ServerEvent } from '@/lib/sse';

const types: ReadonlySet<string> = new Set<TurnEvent['type']>([
  'started',
  'text-delta',
  'reasoning-delta',
  'tool-called',
  'tool-finished',
  'cited',
  'titled',
  'warned',
  'resync',
  'reconnect',
  'finished',
  'stopped',
  'interrupted',
  'failed',
]);

/** A turn's event off the wire; null for what this version does not know, which is to be ignored. */
export function turnEvent(event: ServerEvent): TurnEvent | null {
  if (!types.has(event.type)) return null;
  try {
    return { ...(JSON.parse(event.data || '{}') as object), type: event.type } as TurnEvent;
  } catch {
    return null;
  }
}

export function isFinal(event: TurnEvent): boolean {
  switch (event.type) {
    case 'finished':
    case 'stopped':
    case 'interrupted':
    case 'failed':
      return true;
    default:
      return false;
  }
}
