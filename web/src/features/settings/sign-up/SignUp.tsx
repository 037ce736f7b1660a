import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { adminSettingsQuery } from '../models/api';
import { Invitations } from './Invitations';
import { PasswordRules } from './PasswordRules';
import { Rule } from './Rule';

/** Who gets an account, and what it has to be protected with. */
export function SignUp() {
  const { t } = useTranslation();
  const settings = useQuery(adminSettingsQuery);
  if (settings.data === undefined) {
    return (
      <Card title={t('settings.sign-up.rule')}>
        <Loaded query={settings} failed={t('settings.sign-up.failed')} height="h-40">
          {() => null}
        </Loaded>
      </Card>
    );
  }
  return (
    <>
      <Rule settings={settings.data} />
      <Invitations />
      <PasswordRules settings={settings.data} />
    </>
  );
}
