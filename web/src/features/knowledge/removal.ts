import i18next from 'i18next';
import { queryClient } from '@/lib/query-client';
import { Removal } from '@/ui/removal';
import { collectionsKey, dropCachedCollection, dropCachedDocument } from './cache';

export const collectionRemoval = new Removal({
  name: 'removing-collections',
  path: (id) => `/collections/${id}`,
  said: () => ({
    deleted: i18next.t('knowledge.deleted'),
    failed: i18next.t('knowledge.deleteFailed'),
  }),
  onGone: dropCachedCollection,
  askAgain: () => void queryClient.invalidateQueries({ queryKey: collectionsKey }),
});

export const documentRemoval = new Removal({
  name: 'removing-documents',
  path: (id) => `/documents/${id}`,
  said: () => ({
    deleted: i18next.t('document.deleted'),
    failed: i18next.t('document.deleteFailed'),
  }),
  onGone: dropCachedDocument,
  askAgain: () => void queryClient.invalidateQueries({ queryKey: ['collection'] }),
});
