import i18next from 'i18next';
import { send } from '@/lib/http';
import { sentenceOf } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { storage } from '@/lib/storage';
import { Store } from '@/lib/store';
import { toasts, warn } from '@/ui/toasts';
import { dropCachedConversation } from './cache';

const regret = 7000;

/** Chats that are gone for the eye, but for a few seconds not yet for the server. */
export const removing = new Store<ReadonlySet<string>>(new Set());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/**
 * Deletes a chat after a time in which it can be undone. Leaving the page commits at once, and what a crash interrupts is
 * taken up at the next start.
 */
export function removeConversation(id: string, onUndo?: () => void): void {
  hide(id);
  timers.set(
    id,
    setTimeout(() => void commit(id), regret),
  );
  const toast = toasts.add({
    title: i18next.t('conversation.deleted'),
    timeout: regret,
    actionProps: {
      children: i18next.t('action.undo'),
      onClick: () => {
        toasts.close(toast);
        clearTimeout(timers.get(id));
        timers.delete(id);
        show(id);
        onUndo?.();
      },
    },
  });
}

async function commit(id: string, keepalive = false): Promise<void> {
  clearTimeout(timers.get(id));
  timers.delete(id);
  try {
    await send(`/conversations/${id}`, { method: 'DELETE', keepalive });
  } catch (cause) {
    const problem = Problem.of(cause);
    if (problem.status !== 404) {
      show(id);
      warn(i18next.t('conversation.deleteFailed'), sentenceOf(i18next.t, problem));
      return;
    }
  }
  dropCachedConversation(id);
  show(id);
}

function hide(id: string): void {
  keep(new Set([...removing.get(), id]));
}

function show(id: string): void {
  keep(new Set([...removing.get()].filter((other) => other !== id)));
}

function storageKey(): string {
  return `removing.${session.user?.id ?? ''}`;
}

function keep(ids: ReadonlySet<string>): void {
  removing.set(ids);
  if (ids.size === 0) storage.remove(storageKey());
  else storage.set(storageKey(), [...ids].join(' '));
}

/** Finishes what an earlier page could not, and lets this one finish when it is left. */
export function startRemoval(): () => void {
  const left = (storage.get(storageKey()) ?? '').split(' ').filter((id) => id !== '');
  for (const id of left) {
    hide(id);
    void commit(id);
  }
  const onHide = () => {
    for (const id of [...timers.keys()]) void commit(id, true);
  };
  addEventListener('pagehide', onHide);
  return () => removeEventListener('pagehide', onHide);
}
