import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Conversation, Page } from '@/api/schema';
import { getJson, patchJson, postJson } from '@/lib/http';
import { addCachedConversation, conversationKey, listKey, patchCachedConversation } from './cache';

export const conversationsQuery = infiniteQueryOptions({
  queryKey: listKey,
  queryFn: ({ pageParam, signal }) =>
    getJson<Page<Conversation>>(
      '/conversations',
      { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  staleTime: 60_000,
});

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: conversationKey(id),
    queryFn: ({ signal }) => getJson<Conversation>(`/conversations/${id}`, undefined, signal),
    staleTime: 60_000,
  });
}

export async function createConversation(model: string | null): Promise<Conversation> {
  const conversation = await postJson<Conversation>('/conversations', {
    ...(model !== null && { model }),
  });
  addCachedConversation(conversation);
  return conversation;
}

export async function renameConversation(id: string, title: string): Promise<void> {
  patchCachedConversation(id, { title });
  await patchJson<Conversation>(`/conversations/${id}`, { title });
}
