import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { Card } from '@/ui/Card';
import { Switch } from '@/ui/Switch';
import { confirmQuietly, warn } from '@/ui/toasts';
import { adminSettingsQuery, changeAdminSettings } from './api';

export function Registration() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { data } = useQuery(adminSettingsQuery);
  const change = (registrationOpen: boolean) => {
    changeAdminSettings({ registrationOpen }).then(
      () => confirmQuietly(t('settings.saved')),
      (cause) => warn(t('settings.notSaved'), sentence(Problem.of(cause))),
    );
  };
  return (
    <Card
      title={t('settings.registration.title')}
      description={t('settings.registration.text')}
      className="pb-1"
      actions={
        data !== undefined && (
          <Switch
            label={t('settings.registration.title')}
            checked={data.registrationOpen}
            onChange={change}
          />
        )
      }
    />
  );
}
