import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Conversation, Page } from '@/api/schema';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import {
  addCachedConversation,
  conversationKey,
  dropCachedConversation,
  listKey,
  patchCachedConversation,
} from './cache';
import { conversationRemoval } from './removal';

export const conversationsQuery = infiniteQueryOptions({
  queryKey: listKey,
  queryFn: async ({ pageParam, signal }) => {
    const page = await getJson<Page<Conversation>>(
      '/conversations',
      { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
      signal,
    );
    conversationRemoval.noteListed(page.items.map(({ id }) => id));
    return page;
  },
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

/** Says what a chat is answered from, from its next question on. */
export async function chooseConversationCollections(
  id: string,
  collections: readonly string[],
): Promise<void> {
  patchCachedConversation(id, { collections: [...collections] });
  await patchJson<Conversation>(`/conversations/${id}`, { collections });
}

/** A chat without a word in it that is not among the known ones: made by a request whose answer was lost. */
export async function unknownEmptyConversation(
  known: ReadonlySet<string>,
): Promise<Conversation | null> {
  const { items } = await getJson<Page<Conversation>>('/conversations', { limit: 10 });
  const found = items.find(
    ({ id, title, activeLeafId, runningTurnId }) =>
      !known.has(id) && title === '' && activeLeafId === null && runningTurnId === null,
  );
  if (found === undefined) return null;
  addCachedConversation(found);
  return found;
}

/** Deletes a chat that was made for a question that will not be asked. */
export function discardConversation(id: string): void {
  dropCachedConversation(id);
  send(`/conversations/${id}`, { method: 'DELETE' }).catch(() => undefined);
}

export async function renameConversation(id: string, title: string): Promise<void> {
  patchCachedConversation(id, { title });
  await patchJson<Conversation>(`/conversations/${id}`, { title });
}
