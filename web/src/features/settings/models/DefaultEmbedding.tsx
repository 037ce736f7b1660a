import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { embeddingModelsQuery } from '@/lib/embedding-models';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { Card } from '@/ui/Card';
import { inputClass } from '@/ui/TextField';
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
        <select
          aria-label={t('embedding.default')}
          className={`${inputClass} max-w-sm cursor-pointer`}
          value={settings.defaultEmbeddingModel ?? ''}
          onChange={(event) => change(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('embedding.builtIn')}</option>
          {models.items.map((model) => (
            <option key={model.id} value={model.id}>
              {model.name} — {model.provider}
            </option>
          ))}
        </select>
      )}
    </Card>
  );
}
