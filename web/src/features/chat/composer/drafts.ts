import { session } from '@/lib/session';
import { storage } from '@/lib/storage';

function key(conversationId: string, kind = 'draft'): string {
  return `${kind}.${session.user?.id ?? ''}.${conversationId || 'new'}`;
}

/** What was typed and not sent, by chat and person; the empty id is the next new chat. */
export function readDraft(conversationId: string): string {
  return storage.get(key(conversationId)) ?? '';
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') storage.remove(key(conversationId));
  else storage.set(key(conversationId), text);
}

/** A question that was sent but that the server has not acknowledged yet: it outlives the page until then. */
export const unacknowledged = {
  keep(conversationId: string, text: string): void {
    storage.set(key(conversationId, 'unsent'), text);
  },
  drop(conversationId: string): void {
    storage.remove(key(conversationId, 'unsent'));
  },
  move(from: string, to: string): void {
    const text = this.take(from);
    if (text !== null) this.keep(to, text);
  },
  take(conversationId: string): string | null {
    const text = storage.get(key(conversationId, 'unsent'));
    storage.remove(key(conversationId, 'unsent'));
    return text;
  },
};
