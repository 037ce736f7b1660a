import i18next from 'i18next';
import { queryClient } from '@/lib/query-client';
import { Removal } from '@/ui/removal';
import { dropCachedConversation, listKey } from './cache';

export const conversationRemoval = new Removal({
  name: 'removing',
  path: (id) => `/conversations/${id}`,
  said: () => ({
    deleted: i18next.t('conversation.deleted'),
    failed: i18next.t('conversation.deleteFailed'),
  }),
  onGone: dropCachedConversation,
  askAgain: () => void queryClient.invalidateQueries({ queryKey: listKey }),
});
