import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Conversation, Model, ModelList } from '@/api/schema';
import { useMe } from '@/features/account/api';
import { getJson } from '@/lib/http';
import { Store, useStore } from '@/lib/store';

export const modelsKey = ['models'] as const;

export const modelsQuery = queryOptions({
  queryKey: modelsKey,
  queryFn: ({ signal }) => getJson<ModelList>('/models', undefined, signal),
  staleTime: 60_000,
});

/** The built-in model, which quotes documents and is no language model. */
export const guide = 'parley/guide';

/** What was picked in this tab, by chat; the empty name is the next new chat. */
const picked = new Store<Readonly<Record<string, string>>>({});

export function pickModel(conversationId: string, model: string): void {
  picked.set({ ...picked.get(), [conversationId]: model });
}

/** The model that the next question of a chat goes to: the one picked here, the chat's own, the person's, the default. */
export function useModelChoice(conversation: Conversation | undefined, id: string): Model | null {
  const { data } = useQuery(modelsQuery);
  const mine = useMe().preferences?.defaultModel;
  const here = useStore(picked)[id];
  if (data === undefined) return null;
  const wishes = [here, conversation?.model, mine, data.default];
  for (const wish of wishes) {
    const model = data.items.find((item) => item.id === wish);
    if (model !== undefined) return model;
  }
  return data.items[0] ?? null;
}

/** The model that a chat was led with and that no provider offers any more, unless another was picked instead. */
export function useLostModel(conversation: Conversation | undefined, id: string): string | null {
  const { data } = useQuery(modelsQuery);
  const here = useStore(picked)[id];
  const own = conversation?.model ?? null;
  if (data === undefined || own === null) return null;
  const offered = new Set(data.items.map((model) => model.id));
  return offered.has(own) || (here !== undefined && offered.has(here)) ? null : own;
}

/** What a model is called; one that is gone goes by the last part of its id. */
export function useModelName(id: string | null): string | null {
  const { data } = useQuery(modelsQuery);
  if (id === null) return null;
  return data?.items.find((model) => model.id === id)?.name ?? id.slice(id.indexOf('/') + 1);
}
