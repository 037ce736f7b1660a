import { queryOptions } from '@tanstack/react-query';
import type { EmbeddingModel, EmbeddingModelList } from '@/api/schema';
import { getJson } from './http';

/** The models that make documents searchable by meaning. */
export const embeddingModelsQuery = queryOptions({
  queryKey: ['embedding-models'],
  queryFn: ({ signal }) => getJson<EmbeddingModelList>('/embedding-models', undefined, signal),
  staleTime: 60_000,
});

/** The name of a model that may no longer be connected. */
export function embeddingModelName(models: readonly EmbeddingModel[], id: string): string {
  return models.find((model) => model.id === id)?.name ?? id;
}
