import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, Conversation } from '@/api/schema';
import { chooseConversationCollections } from '@/features/conversations/api';
import { patchCachedConversation } from '@/features/conversations/cache';
import { collectionsQuery } from '@/features/knowledge/api';
import { newChatCollections } from '@/features/knowledge/choice';
import { collectionRemoval } from '@/features/knowledge/removal';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { useStore } from '@/lib/store';
import { warn } from '@/ui/toasts';

export interface CollectionChoice {
  /** All that may be chosen. */
  readonly all: readonly Collection[];
  readonly chosen: readonly Collection[];
  /** The ids of what is chosen, known before what they stand for. */
  readonly ids: readonly string[];
  /** Takes a collection in, or out when it is in. */
  toggle(id: string): void;
}

/**
 * What a chat is answered from: kept by the server, for the next new chat by the browser.
 *
 * @param conversation undefined for the next new chat; `unknown` while it is being loaded
 */
export function useCollections(
  conversation: Conversation | 'unknown' | undefined,
): CollectionChoice {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { data } = useQuery(collectionsQuery);
  const removing = useStore(collectionRemoval.pending);
  const ofNewChat = useSyncExternalStore(newChatCollections.subscribe, newChatCollections.get);
  const all = (data ?? []).filter(({ id }) => !removing.has(id));
  const ids = idsOf(conversation, ofNewChat);
  const chosen = ids.flatMap((id) => all.find((collection) => collection.id === id) ?? []);

  const choose = (next: readonly string[]) => {
    if (conversation === 'unknown') return;
    if (conversation === undefined) {
      newChatCollections.set(next);
      return;
    }
    chooseConversationCollections(conversation.id, next).catch((cause) => {
      patchCachedConversation(conversation.id, { collections: [...ids] });
      warn(t('settings.notSaved'), sentence(Problem.of(cause)));
    });
  };
  return {
    all,
    chosen,
    ids: data === undefined ? ids : chosen.map(({ id }) => id),
    toggle(id) {
      // What is gone is left out on the way: the server would refuse it.
      const present = chosen.map((collection) => collection.id);
      choose(present.includes(id) ? present.filter((one) => one !== id) : [...present, id]);
    },
  };
}

function idsOf(
  conversation: Conversation | 'unknown' | undefined,
  ofNewChat: readonly string[],
): readonly string[] {
  if (conversation === undefined) return ofNewChat;
  return conversation === 'unknown' ? [] : conversation.collections;
}
