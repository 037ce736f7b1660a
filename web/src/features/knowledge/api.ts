import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Collection,
  CollectionChange,
  CollectionMember,
  DocumentItem,
  DocumentState,
  Inspection,
  NewPage,
  Page,
  Passage,
  SourceDocument,
} from '@/api/schema';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import {
  collectionKey,
  collectionsChanged,
  collectionsKey,
  documentKey,
  documentsKey,
  putCachedCollection,
  putCachedDocument,
} from './cache';
import { collectionRemoval, documentRemoval } from './removal';

/** All collections that the person may read, the newest first. They are few; every page of them is fetched. */
export const collectionsQuery = queryOptions({
  queryKey: collectionsKey,
  queryFn: async ({ signal }) => {
    const all: Collection[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Page<Collection> = await getJson(
        '/collections',
        { limit: 200, ...(cursor !== undefined && { cursor }) },
        signal,
      );
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    collectionRemoval.noteListed(all.map(({ id }) => id));
    return all;
  },
  staleTime: 60_000,
});

export function collectionQuery(id: string) {
  return queryOptions({
    queryKey: collectionKey(id),
    queryFn: ({ signal }) => getJson<Collection>(`/collections/${id}`, undefined, signal),
    staleTime: 60_000,
  });
}

export async function createCollection(
  change: CollectionChange & { name: string },
): Promise<Collection> {
  const made = await postJson<Collection>('/collections', change);
  putCachedCollection(made);
  collectionsChanged();
  return made;
}

export async function changeCollection(id: string, change: CollectionChange): Promise<void> {
  putCachedCollection(await patchJson<Collection>(`/collections/${id}`, change));
}

export function peopleQuery(id: string) {
  return queryOptions({
    queryKey: ['collection', id, 'people'],
    queryFn: ({ signal }) =>
      getJson<Page<CollectionMember>>(`/collections/${id}/people`, undefined, signal),
    staleTime: 0,
  });
}

export async function shareWith(
  id: string,
  username: string,
  access: CollectionMember['access'],
): Promise<void> {
  await send(`/collections/${id}/people/${encodeURIComponent(username)}`, {
    method: 'PUT',
    body: { access },
  });
  await queryClient.invalidateQueries({ queryKey: peopleQuery(id).queryKey });
}

export async function unshareWith(id: string, username: string): Promise<void> {
  await send(`/collections/${id}/people/${encodeURIComponent(username)}`, { method: 'DELETE' });
  await queryClient.invalidateQueries({ queryKey: peopleQuery(id).queryKey });
}

export interface DocumentFilter {
  readonly q: string;
  readonly state: DocumentState | null;
}

export function documentsQuery(collectionId: string, { q, state }: DocumentFilter) {
  return infiniteQueryOptions({
    queryKey: [...documentsKey(collectionId), { q, state }],
    queryFn: async ({ pageParam, signal }) => {
      const page = await getJson<Page<DocumentItem>>(
        `/collections/${collectionId}/documents`,
        {
          limit: 50,
          ...(q !== '' && { q }),
          ...(state !== null && { state }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      );
      documentRemoval.noteListed(page.items.map(({ id }) => id));
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: documentKey(id),
    queryFn: ({ signal }) => getJson<SourceDocument>(`/documents/${id}`, undefined, signal),
    staleTime: 5 * 60_000,
  });
}

export function passagesQuery(documentId: string) {
  return infiniteQueryOptions({
    queryKey: [...documentKey(documentId), 'passages'],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Passage>>(
        `/documents/${documentId}/passages`,
        { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 5 * 60_000,
  });
}

/** Adds a page of the web, which the server fetches in its time; `known` when the collection had it already. */
export async function addPage(
  collectionId: string,
  url: string,
): Promise<{ document: DocumentItem; known: boolean }> {
  const body: NewPage = { url };
  const response = await send(`/collections/${collectionId}/pages`, { method: 'POST', body });
  const document = (await response.json()) as DocumentItem;
  putCachedDocument(document);
  return { document, known: response.status === 200 };
}

export async function retryDocument(document: DocumentItem): Promise<void> {
  await send(`/documents/${document.id}/retry`, { method: 'POST', body: {} });
  putCachedDocument({ ...document, state: 'queued', progress: null, error: null });
}

/** How a question would be looked up in a collection. */
export function inspect(collectionId: string, query: string): Promise<Inspection> {
  return postJson<Inspection>(`/collections/${collectionId}/inspect`, { query });
}
