import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { embeddingModelName, embeddingModelsQuery } from '@/lib/embedding-models';
import { decimal } from '@/lib/format';
import { Progress } from '@/ui/Progress';

/** A collection on its way to another embedding model; the old one is searched meanwhile. */
export function Reembedding({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    ...embeddingModelsQuery,
    enabled: collection.reembedding !== null,
  });
  if (collection.reembedding === null) return null;
  const { model, done, total } = collection.reembedding;
  const name = embeddingModelName(data?.items ?? [], model);
  return (
    <div className="mt-3 max-w-md rounded-card border border-border bg-surface px-4 py-3">
      <p className="text-sm tabular-nums" role="status">
        {t('embedding.progress', { name, done: decimal(done, 0), total: decimal(total, 0) })}
      </p>
      <div className="mt-2">
        <Progress
          label={t('embedding.progressOf', { name: collection.name })}
          share={total === 0 ? null : done / total}
        />
      </div>
      <p className="mt-2 text-muted text-sm">{t('embedding.meanwhile')}</p>
    </div>
  );
}
