import { session } from '@/lib/session';
import { storage } from '@/lib/storage';

function key(conversationId: string): string {
  return `draft.${session.user?.id ?? ''}.${conversationId || 'new'}`;
}

/** What was typed and not sent, by chat and person; the empty id is the next new chat. */
export function readDraft(conversationId: string): string {
  return storage.get(key(conversationId)) ?? '';
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') storage.remove(key(conversationId));
  else storage.set(key(conversationId), text);
}
