import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ManagedPerson, PersonChange } from '@/api/identity';
import type { DeviceSession, Page } from '@/api/schema';
import { getJson, patchJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

const peopleKey = ['admin', 'people'];

export const peopleQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...peopleKey, q],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<ManagedPerson>>(
        '/admin/people',
        { q: q === '' ? undefined : q, cursor: pageParam ?? undefined, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });

export const personSessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'sessions', id],
    queryFn: ({ signal }) =>
      getJson<Page<DeviceSession>>(`/admin/people/${id}/sessions`, undefined, signal),
  });

export async function changePerson(id: string, change: PersonChange): Promise<void> {
  await patchJson<ManagedPerson>(`/admin/people/${id}`, change);
  await peopleChanged();
}

export async function endSessionsOf(id: string): Promise<void> {
  await send(`/admin/people/${id}/sessions`, { method: 'DELETE' });
  await queryClient.invalidateQueries({ queryKey: personSessionsQuery(id).queryKey });
}

export async function removeFactorsOf(id: string): Promise<void> {
  await send(`/admin/people/${id}/factors`, { method: 'DELETE' });
  await peopleChanged();
}

async function peopleChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: peopleKey });
}
