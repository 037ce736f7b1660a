import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ChatTitle, OpenedChat } from '@/api/identity';
import type { Message, Page } from '@/api/schema';
import { getJson, postJson } from '@/lib/http';

/** A person's chats by title. Asking for them is recorded, so it is not done twice where once is enough. */
export const chatsOfQuery = (username: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'chats', username],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<ChatTitle>>(
        '/admin/chats',
        { person: username, cursor: pageParam ?? undefined, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });

/** What was said in a chat that is open for reading, the newest first to come. */
export const messagesQuery = (opened: OpenedChat) =>
  infiniteQueryOptions({
    // Each reading has a reason of its own, and sees the chat as it is by then.
    queryKey: ['admin', 'chat', opened.conversationId, opened.expiresAt],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Message>>(
        `/admin/chats/${opened.conversationId}/messages`,
        { before: pageParam ?? undefined, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    // Nobody may read it any more once the page is left.
    gcTime: 0,
  });

export function openChat(id: string, reason: string): Promise<OpenedChat> {
  return postJson<OpenedChat>(`/admin/chats/${id}/reading`, { reason });
}
