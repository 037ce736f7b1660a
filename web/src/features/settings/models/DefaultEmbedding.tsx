import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { embeddingModelsQuery } from '@/lib/embedding-models';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { Card } from '@/ui/Card';
import { Select } from '@/ui/Select';
import { confirmQuietly, warn } from '@/ui/toasts';
import { adminSettingsQuery, changeAdminSettings } from './api';

/** The embedding model of collections whose makers choose none. */
export function DefaultEmbedding() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { data: models } = useQuery(embeddingModelsQuery);
  const { data: settings } = useQuery(adminSettingsQuery);
  const change = (defaultEmbeddingModel: string | null) => {
    changeAdminSettings({ defaultEmbeddingModel }).then(
      () => confirmQuietly(t('settings.saved')),
      (cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))),
    );
  };
  return (
    <Card title={t('embedding.default')} description={t('embedding.defaultText')}>
      {models === undefined || settings === undefined ? (
        <div className="skeleton h-10 max-w-sm" aria-hidden="true" />
      ) : (
        <Select
          label={t('embedding.default')}
          className="max-w-full"
          value={settings.defaultEmbeddingModel ?? ''}
          choices={[
            { value: '', label: t('embedding.builtIn') },
            ...models.items.map((model) => ({
              value: model.id,
              label: model.local
                ? t('embedding.local', { name: model.name })
                : `${model.name} — ${model.provider}`,
            })),
          ]}
          onChoose={(model) => change(model === '' ? null : model)}
        />
      )}
    </Card>
  );
}
