import { queryOptions } from '@tanstack/react-query';
import type { ApiKey, NewApiKey } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

export const keysQuery = queryOptions({
  queryKey: ['me', 'keys'],
  queryFn: ({ signal }) => getJson<Page<ApiKey>>('/me/keys', undefined, signal),
});

/** The secret, which is told this once; null for a key of which only the owner has the secret half. */
export async function makeKey(key: NewApiKey): Promise<string | null> {
  const made = await postJson<ApiKey & { key?: string | null }>('/me/keys', key);
  await keysChanged();
  return made.key ?? null;
}

export async function revokeKey(id: string): Promise<void> {
  await send(`/me/keys/${id}`, { method: 'DELETE' });
  await keysChanged();
}

async function keysChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
}
