import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { FailedPage, NewSite, Page, Site, SiteChange } from '@/api/schema';
import { getJson, patchJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { sitesKey } from '../cache';
import { removalId, siteRemoval } from './removal';

/** The sites of a collection are few; one page holds them. */
export function sitesQuery(collectionId: string) {
  return queryOptions({
    queryKey: sitesKey(collectionId),
    queryFn: async ({ signal }) => {
      const { items } = await getJson<Page<Site>>(
        `/collections/${collectionId}/sites`,
        { limit: 200 },
        signal,
      );
      siteRemoval.noteListed(items.map(({ id }) => removalId(collectionId, id)));
      return items;
    },
    staleTime: 60_000,
  });
}

/** The pages that the last crawl could not read, by their addresses. */
export const failedPagesQuery = ({ id, collectionId, lastCrawledAt }: Site) =>
  infiniteQueryOptions({
    // Another crawl has failures of its own.
    queryKey: [...sitesKey(collectionId), id, 'failures', lastCrawledAt],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<FailedPage>>(
        `/collections/${collectionId}/sites/${id}/failures`,
        { cursor: pageParam ?? undefined, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

/** Adds a site, which is crawled at once; `known` when the collection had it already. */
export async function addSite(
  collectionId: string,
  site: NewSite,
): Promise<{ site: Site; known: boolean }> {
  const response = await send(`/collections/${collectionId}/sites`, { method: 'POST', body: site });
  const added = (await response.json()) as Site;
  await refreshed(collectionId);
  return { site: added, known: response.status === 200 };
}

export async function changeSite({ id, collectionId }: Site, change: SiteChange): Promise<void> {
  await patchJson<Site>(`/collections/${collectionId}/sites/${id}`, change);
  await refreshed(collectionId);
}

export async function crawlSite({ id, collectionId }: Site): Promise<void> {
  await send(`/collections/${collectionId}/sites/${id}/crawl`, { method: 'POST', body: {} });
  await refreshed(collectionId);
}

function refreshed(collectionId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: sitesKey(collectionId) });
}
