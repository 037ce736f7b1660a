import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Moderation, ModerationEvent, ModerationMatch } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, postJson, putJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

export const moderationQuery = queryOptions({
  queryKey: ['admin', 'moderation'],
  queryFn: ({ signal }) => getJson<Moderation>('/admin/moderation', undefined, signal),
});

export const eventsQuery = (state: ModerationEvent['state']) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'moderation-events', state],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<ModerationEvent>>(
        '/admin/moderation/events',
        { state, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

export async function changeModeration(moderation: Moderation): Promise<void> {
  const saved = await putJson<Moderation>('/admin/moderation', moderation);
  queryClient.setQueryData(moderationQuery.queryKey, saved);
}

export async function tryText(text: string): Promise<ModerationMatch[]> {
  return (await postJson<{ matches: ModerationMatch[] }>('/admin/moderation/try', { text }))
    .matches;
}

export async function review(id: string, note: string): Promise<void> {
  await send(`/admin/moderation/events/${id}/review`, {
    method: 'POST',
    body: note === '' ? {} : { note },
  });
  await queryClient.invalidateQueries({ queryKey: ['admin', 'moderation-events'] });
}

/** What was written; that it was read is recorded. */
export async function originalOf(id: string): Promise<string> {
  return (await getJson<{ text: string }>(`/admin/moderation/events/${id}/original`)).text;
}
