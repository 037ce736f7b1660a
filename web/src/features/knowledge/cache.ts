import type { InfiniteData } from '@tanstack/react-query';
import type {
  Collection,
  DocumentItem,
  DocumentProgress,
  DocumentState,
  Page,
  Site,
  SitePages,
  SiteState,
} from '@/api/schema';
import { askAnew, queryClient } from '@/lib/query-client';
import { Store } from '@/lib/store';

export const collectionsKey = ['collections'] as const;

export function collectionKey(id: string) {
  return ['collection', id] as const;
}

export function documentsKey(collectionId: string) {
  return ['collection', collectionId, 'documents'] as const;
}

export function sitesKey(collectionId: string) {
  return ['collection', collectionId, 'sites'] as const;
}

export function documentKey(id: string) {
  return ['document', id] as const;
}

type Documents = InfiniteData<Page<DocumentItem>, string | null>;

export function putCachedCollection(collection: Collection): void {
  queryClient.setQueryData(collectionKey(collection.id), collection);
  queryClient.setQueryData<Collection[]>(collectionsKey, (list) => {
    if (list === undefined) return list;
    return list.some(({ id }) => id === collection.id)
      ? list.map((item) => (item.id === collection.id ? collection : item))
      : [collection, ...list];
  });
}

export function dropCachedCollection(id: string): void {
  queryClient.removeQueries({ queryKey: collectionKey(id) });
  queryClient.setQueryData<Collection[]>(collectionsKey, (list) =>
    list?.filter((item) => item.id !== id),
  );
}

/** Asks anew for what collections say of themselves (names, counts), not for what is in them. */
export function collectionsChanged(id?: string): void {
  askAnew(collectionsKey);
  if (id === undefined) return;
  askAnew(collectionKey(id), true);
}

/** Puts a document into the lists of its collection that show it or, when it is new, that show everything. */
export function putCachedDocument(document: DocumentItem): void {
  const known = changeCachedDocuments(document.collectionId, (item) =>
    item.id === document.id ? document : item,
  );
  if (!known.has(document.id)) {
    askAnew(documentsKey(document.collectionId));
  }
  collectionsChanged(document.collectionId);
}

export function dropCachedDocument(id: string): void {
  queryClient.removeQueries({ queryKey: documentKey(id) });
  for (const [key, list] of queryClient.getQueriesData<Documents>({ queryKey: ['collection'] })) {
    const collectionId = key[1];
    if (key[2] !== 'documents' || typeof collectionId !== 'string') continue;
    if (!list?.pages.some((page) => page.items.some((item) => item.id === id))) continue;
    changeCachedDocuments(collectionId, (item) => (item.id === id ? null : item));
    collectionsChanged(collectionId);
  }
}

/** The latest that was heard of any document, for those who wait for one. */
export const documentNews = new Store<{ id: string; state: DocumentState } | null>(null);

/** Takes in how far a document has come. What it holds once it is ready, and why it failed, must be asked for. */
export function documentProgressed(
  collectionId: string,
  id: string,
  state: DocumentState,
  progress: DocumentProgress | null,
): void {
  documentNews.set({ id, state });
  const known = changeCachedDocuments(collectionId, (item) =>
    item.id === id ? { ...item, state, progress } : item,
  );
  const ended = state === 'ready' || state === 'failed';
  if (!ended && known.has(id)) return;
  askAnew(documentsKey(collectionId));
  if (!ended) return;
  askAnew(documentKey(id));
  collectionsChanged(collectionId);
}

/** Says which documents were seen on the way. */
function changeCachedDocuments(
  collectionId: string,
  change: (item: DocumentItem) => DocumentItem | null,
): ReadonlySet<string> {
  const seen = new Set<string>();
  queryClient.setQueriesData<Documents>({ queryKey: documentsKey(collectionId) }, (list) => {
    if (list === undefined) return list;
    return {
      ...list,
      pages: list.pages.map((page) => ({
        ...page,
        items: page.items.flatMap((item) => {
          seen.add(item.id);
          const changed = change(item);
          return changed === null ? [] : [changed];
        }),
      })),
    };
  });
  return seen;
}

/** Takes in how far the crawl of a site has come. When it ends, there is more to know: why it failed, when it comes again. */
export function siteProgressed(
  collectionId: string,
  id: string,
  state: SiteState,
  pages: SitePages,
): void {
  const key = sitesKey(collectionId);
  queryClient.setQueryData<Site[]>(key, (list) =>
    list?.map((site) => (site.id === id ? { ...site, state, pages } : site)),
  );
  if (state === 'ready' || state === 'failed') askAnew(key);
}
