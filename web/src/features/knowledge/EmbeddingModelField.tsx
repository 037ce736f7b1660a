import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { embeddingModelName, embeddingModelsQuery } from '@/lib/embedding-models';
import { Select } from '@/ui/Select';

interface Props {
  /** The collection's; null for a new one, which takes the usual one. */
  current: string | null;
  /** Null: nothing was chosen. */
  chosen: string | null;
  onChoose(model: string): void;
}

/** Which model makes a collection searchable by meaning; where there is but one, there is nothing to ask. */
export function EmbeddingModelField({ current, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { data } = useQuery(embeddingModelsQuery);
  if (data === undefined) return null;
  const value = chosen ?? current ?? data.default;
  const known = data.items.some((model) => model.id === value);
  if (known && data.items.length < 2) return null;
  const choices = data.items.map((model) => ({
    value: model.id,
    label: model.local
      ? t('embedding.local', { name: model.name })
      : `${model.name} — ${model.provider}`,
  }));
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {t('embedding.label')}
      </label>
      <Select
        id={id}
        label={t('embedding.label')}
        className="max-w-full"
        value={value}
        choices={
          known ? choices : [{ value, label: embeddingModelName(data.items, value) }, ...choices]
        }
        onChoose={onChoose}
      />
      <p className="mt-1.5 text-muted text-sm">
        {current !== null && value !== current ? t('embedding.change') : t('embedding.hint')}
      </p>
    </div>
  );
}
