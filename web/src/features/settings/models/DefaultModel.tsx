import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '@/features/models/api';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { Card } from '@/ui/Card';
import { Select } from '@/ui/Select';
import { confirmQuietly, warn } from '@/ui/toasts';
import { adminSettingsQuery, changeAdminSettings } from './api';

/** The model that new chats of people without a choice of their own begin with. */
export function DefaultModel() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { data: models } = useQuery(modelsQuery);
  const { data: settings } = useQuery(adminSettingsQuery);
  const change = (defaultModel: string | null) => {
    changeAdminSettings({ defaultModel }).then(
      () => confirmQuietly(t('settings.saved')),
      (cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))),
    );
  };
  return (
    <Card title={t('settings.models.default')} description={t('settings.models.defaultText')}>
      {models === undefined || settings === undefined ? (
        <div className="skeleton h-10 max-w-sm" aria-hidden="true" />
      ) : (
        <Select
          label={t('settings.models.default')}
          className="max-w-full"
          value={settings.defaultModel ?? ''}
          choices={[
            { value: '', label: t('settings.models.automatic') },
            ...models.items.map((model) => ({
              value: model.id,
              label: `${model.name} — ${model.providerName}`,
            })),
          ]}
          onChoose={(model) => change(model === '' ? null : model)}
        />
      )}
    </Card>
  );
}
