import { queryOptions } from '@tanstack/react-query';
import type { ServerConfig } from '@/api/schema';
import { sendAnonymously } from './http';

/** What the server tells everybody of itself: who may register, and which parts are connected. */
export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async ({ signal }) =>
    (await (await sendAnonymously('/config', { signal })).json()) as ServerConfig,
  staleTime: 60_000,
});
