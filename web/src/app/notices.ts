import i18next from 'i18next';
import type { Notice } from '@/api/schema';
import { forgetThread, openThreads } from '@/features/chat/thread/threads';
import {
  dropCachedConversation,
  listKey,
  patchCachedConversation,
} from '@/features/conversations/cache';
import { collectionsChanged, documentProgressed, siteProgressed } from '@/features/knowledge/cache';
import { assertNever } from '@/lib/assert-never';
import { base } from '@/lib/base';
import { follow } from '@/lib/follow';
import { send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import type { ServerEvent } from '@/lib/sse';
import { warn } from '@/ui/toasts';
import { router } from './router';

const types: ReadonlySet<string> = new Set<Notice['type']>([
  'turn-started',
  'turn-ended',
  'conversation-changed',
  'conversation-deleted',
  'collection-changed',
  'document-changed',
  'site-changed',
  'session-ended',
  'reconnect',
  'reload',
]);

/**
 * Keeps this tab true to what happens in other tabs and on other devices. Browsers allow few connections to one server, so
 * one tab listens and tells the others.
 */
export function followNotices(): () => void {
  const user = session.user?.id ?? '';
  const name = `parley.notices.${base.pathname}.${user}`;
  const stop = new AbortController();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  // Whoever takes over goes on where the tab before it was.
  let heard: string | undefined;
  channel?.addEventListener('message', (event: MessageEvent<{ id: string; notice: Notice }>) => {
    heard = event.data.id;
    take(event.data.notice);
  });

  const listen = () =>
    follow(
      {
        endless: true,
        lastEventId: heard,
        open: (lastEventId, signal) =>
          send('/events', {
            headers: {
              Accept: 'text/event-stream',
              ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
            },
            signal,
          }),
        onEvent: (raw) => {
          const notice = noticeOf(raw);
          if (notice === null) return 'more';
          if (notice.type === 'reconnect') return 'reconnect';
          channel?.postMessage({ id: raw.id, notice });
          take(notice);
          return 'more';
        },
      },
      stop.signal,
    );
  const leading =
    'locks' in navigator
      ? navigator.locks.request(name, { signal: stop.signal }, listen)
      : listen();
  // Called off, or refused for good: then the page still works, only without news.
  leading.catch(() => undefined);
  return () => {
    stop.abort();
    channel?.close();
  };
}

function noticeOf(event: ServerEvent): Notice | null {
  if (!types.has(event.type)) return null;
  try {
    return { ...(JSON.parse(event.data || '{}') as object), type: event.type } as Notice;
  } catch {
    return null;
  }
}

function take(notice: Notice): void {
  switch (notice.type) {
    case 'conversation-changed':
      patchCachedConversation(notice.conversationId, {
        updatedAt: notice.updatedAt,
        ...(notice.title !== undefined && { title: notice.title }),
      });
      break;
    case 'conversation-deleted':
      deleted(notice.conversationId);
      break;
    case 'turn-started':
      patchCachedConversation(notice.conversationId, { runningTurnId: notice.turnId });
      tellThreads(notice, notice.conversationId);
      break;
    case 'turn-ended':
      patchCachedConversation(notice.conversationId, { runningTurnId: null });
      tellThreads(notice, notice.conversationId);
      break;
    case 'collection-changed':
      collectionsChanged(notice.collectionId);
      break;
    case 'document-changed':
      documentProgressed(notice.collectionId, notice.documentId, notice.state, notice.progress);
      break;
    case 'site-changed':
      siteProgressed(notice.collectionId, notice.siteId, notice.state, notice.pages);
      break;
    case 'session-ended':
      session.expire();
      break;
    case 'reload':
      void queryClient.invalidateQueries();
      tellThreads(notice);
      break;
    case 'reconnect':
      break;
    default:
      assertNever(notice);
  }
}

function tellThreads(notice: Notice, conversationId?: string): void {
  for (const thread of openThreads()) {
    if (conversationId === undefined || thread.conversationId === conversationId) {
      thread.noticed(notice);
    }
  }
}

function deleted(id: string): void {
  const shown = router.state.location.pathname.endsWith(`/chat/${id}`);
  forgetThread(id);
  dropCachedConversation(id);
  void queryClient.invalidateQueries({ queryKey: listKey });
  if (shown) {
    warn(i18next.t('conversation.deletedElsewhere'));
    void router.navigate({ to: '/' });
  }
}
