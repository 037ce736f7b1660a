import { queryOptions } from '@tanstack/react-query';
import type { DataExport, ErasureReceipt } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

export const exportsQuery = queryOptions({
  queryKey: ['me', 'exports'],
  queryFn: ({ signal }) => getJson<Page<DataExport>>('/me/exports', undefined, signal),
  // No notice tells when one is ready.
  refetchInterval: ({ state }) =>
    state.data?.items.some((item) => item.state === 'running') ? 2000 : false,
});

export async function startExport(): Promise<void> {
  await send('/me/export', { method: 'POST', body: {} });
  await queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey });
}

export async function eraseAccount(username: string): Promise<ErasureReceipt> {
  const answer = await send('/me', { method: 'DELETE', body: { username } });
  return (await answer.json()) as ErasureReceipt;
}
