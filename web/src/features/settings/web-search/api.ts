import { queryOptions } from '@tanstack/react-query';
import type { WebSearchChange, WebSearchOutcome, WebSearchSettings } from '@/api/schema';
import { getJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { configQuery } from '@/lib/server-config';

export const webSearchQuery = queryOptions({
  queryKey: ['admin', 'web-search'],
  queryFn: ({ signal }) => getJson<WebSearchSettings>('/admin/web-search', undefined, signal),
});

export async function changeWebSearch(change: WebSearchChange): Promise<WebSearchSettings> {
  const answer = await send('/admin/web-search', { method: 'PUT', body: change });
  const settings = (await answer.json()) as WebSearchSettings;
  queryClient.setQueryData(webSearchQuery.queryKey, settings);
  // The composer shows its switch where there is an engine.
  await queryClient.invalidateQueries({ queryKey: configQuery.queryKey });
  return settings;
}

export function checkWebSearch(): Promise<WebSearchOutcome> {
  return postJson<WebSearchOutcome>('/admin/web-search/check', {});
}
