import i18next from 'i18next';
import { send } from '@/lib/http';
import { sentenceOf } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import { storage } from '@/lib/storage';
import { Store } from '@/lib/store';
import { toasts, warn } from '@/ui/toasts';
import { dropCachedConversation, listKey } from './cache';

const regret = 7000;
/** A deletion sent while its page was left has arrived after this time, or never will. */
const arrival = 5000;
const oldest = 24 * 60 * 60_000;

/** Chats that are gone for the eye, but for a few seconds not yet for the server. */
export const removing = new Store<ReadonlySet<string>>(new Set());
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** Deletions that a page sent when it was left and could not hear the answer to, with the time. */
let parting = new Map<string, number>();

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
  removing.set(new Set([...removing.get(), id]));
  keep();
}

function show(id: string): void {
  parting.delete(id);
  removing.set(new Set([...removing.get()].filter((other) => other !== id)));
  keep();
}

function storageKey(): string {
  return `removing.${session.user?.id ?? ''}`;
}

/** As `id`, or `id@time` for a deletion that was sent when its page was left. */
function keep(): void {
  const ids = [...removing.get()];
  if (ids.length === 0) storage.remove(storageKey());
  else
    storage.set(
      storageKey(),
      ids.map((id) => (parting.has(id) ? `${id}@${parting.get(id)}` : id)).join(' '),
    );
}

/**
 * Looks at what the server lists. A chat whose deletion was sent by a page that was left is normally not there; asking again
 * on suspicion would be refused. Only when it is still listed after a while is it deleted once more.
 */
export function noteListed(ids: readonly string[]): void {
  for (const id of ids) {
    const sentAt = parting.get(id);
    if (sentAt === undefined) continue;
    const left = sentAt + arrival - Date.now();
    if (left <= 0) {
      parting.delete(id);
      void commit(id);
    } else {
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: listKey }), left);
    }
  }
}

/** Finishes what an earlier page could not, and lets this one finish when it is left. */
export function startRemoval(): () => void {
  parting = new Map();
  for (const entry of (storage.get(storageKey()) ?? '').split(' ')) {
    const [id = '', sentAt] = entry.split('@');
    if (id === '') continue;
    if (sentAt === undefined) {
      hide(id);
      void commit(id);
    } else if (Date.now() - Number(sentAt) < oldest) {
      parting.set(id, Number(sentAt));
      hide(id);
    }
  }
  const onHide = () => {
    for (const id of [...timers.keys()]) {
      parting.set(id, Date.now());
      void commit(id, true);
    }
    keep();
  };
  addEventListener('pagehide', onHide);
  return () => removeEventListener('pagehide', onHide);
}
