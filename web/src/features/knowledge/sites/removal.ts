import i18next from 'i18next';
import { queryClient } from '@/lib/query-client';
import { Removal } from '@/ui/removal';
import { collectionsChanged, documentsKey, sitesKey } from '../cache';

export const siteRemoval = new Removal({
  name: 'removing-sites',
  path: (id) => `/collections/${id}`,
  said: () => ({
    deleted: i18next.t('site.deleted'),
    failed: i18next.t('site.deleteFailed'),
  }),
  onGone(id) {
    const collectionId = id.slice(0, id.indexOf('/'));
    collectionsChanged(collectionId);
    void queryClient.invalidateQueries({ queryKey: sitesKey(collectionId) });
    void queryClient.invalidateQueries({ queryKey: documentsKey(collectionId) });
  },
  askAgain: () => void queryClient.invalidateQueries({ queryKey: ['collection'] }),
});

/** A site is addressed below its collection. */
export function removalId(collectionId: string, siteId: string): string {
  return `${collectionId}/sites/${siteId}`;
}
