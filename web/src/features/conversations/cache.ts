import type { InfiniteData } from '@tanstack/react-query';
import type { Conversation, Page } from '@/api/schema';
import { queryClient } from '@/lib/query-client';

export const listKey = ['conversations'] as const;

export function conversationKey(id: string) {
  return ['conversation', id] as const;
}

type List = InfiniteData<Page<Conversation>, string | null>;

/** Changes what is known of a chat wherever it is shown. A chat with news moves to the top of the list. */
export function patchCachedConversation(id: string, patch: Partial<Conversation>): void {
  queryClient.setQueryData<Conversation>(conversationKey(id), (old) => old && { ...old, ...patch });
  let found = false;
  queryClient.setQueryData<List>(listKey, (list) => {
    if (list === undefined) return list;
    const known = list.pages.flatMap((page) => page.items).find((item) => item.id === id);
    if (known === undefined) return list;
    found = true;
    const changed = { ...known, ...patch };
    if (changed.updatedAt === known.updatedAt) {
      return mapped(list, (items) => items.map((item) => (item.id === id ? changed : item)));
    }
    const rest = mapped(list, (items) => items.filter((item) => item.id !== id));
    const [first, ...pages] = rest.pages;
    if (first === undefined) return list;
    return { ...rest, pages: [{ ...first, items: [changed, ...first.items] }, ...pages] };
  });
  // An answer that is on its way may be older than this news and would undo it.
  if (!found || queryClient.isFetching({ queryKey: listKey }) > 0) {
    void queryClient.invalidateQueries({ queryKey: listKey });
  }
  if (queryClient.isFetching({ queryKey: conversationKey(id) }) > 0) {
    void queryClient.invalidateQueries({ queryKey: conversationKey(id) });
  }
}

export function conversationTitled(id: string, title: string): void {
  patchCachedConversation(id, { title });
}

export function addCachedConversation(conversation: Conversation): void {
  queryClient.setQueryData(conversationKey(conversation.id), conversation);
  if (queryClient.isFetching({ queryKey: listKey }) > 0) {
    void queryClient.invalidateQueries({ queryKey: listKey });
  }
  queryClient.setQueryData<List>(listKey, (list) => {
    const [first, ...pages] = list?.pages ?? [];
    if (list === undefined || first === undefined) return list;
    if (list.pages.some((page) => page.items.some((item) => item.id === conversation.id)))
      return list;
    return { ...list, pages: [{ ...first, items: [conversation, ...first.items] }, ...pages] };
  });
}

/** The ids of all chats that this page has heard of. */
export function knownConversations(): ReadonlySet<string> {
  const list = queryClient.getQueryData<List>(listKey);
  return new Set((list?.pages ?? []).flatMap((page) => page.items.map(({ id }) => id)));
}

export function dropCachedConversation(id: string): void {
  queryClient.removeQueries({ queryKey: conversationKey(id) });
  queryClient.setQueryData<List>(
    listKey,
    (list) => list && mapped(list, (items) => items.filter((item) => item.id !== id)),
  );
}

function mapped(list: List, change: (items: Conversation[]) => Conversation[]): List {
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: change(page.items) })) };
}
