import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/features/account/api';
import { setupRequired } from '@/lib/step-up';
import { useStore } from '@/lib/store';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { factorsQuery } from './api';
import { ChatReadings } from './ChatReadings';
import { Identities } from './Identities';
import { Passkeys } from './Passkeys';
import { Sessions } from './Sessions';
import { Totp } from './Totp';

export function Security() {
  const { t } = useTranslation();
  const factors = useQuery(factorsQuery);
  const required = useStore(setupRequired);
  const me = useMe();
  return (
    <>
      {(required || me.secondFactorSetupRequired === true) && (
        <div
          role="status"
          className="flex gap-3 rounded-card border border-border bg-warning-soft px-5 py-4"
        >
          <ShieldAlert size={20} className="mt-px shrink-0 text-warning" aria-hidden="true" />
          <div>
            <h2 className="font-semibold">{t('settings.security.required')}</h2>
            <p className="mt-0.5 text-sm">{t('settings.security.requiredText')}</p>
          </div>
        </div>
      )}
      {factors.data === undefined ? (
        <Card title={t('settings.security.totp')}>
          <Loaded query={factors} failed={t('settings.security.failed')} height="h-28">
            {() => null}
          </Loaded>
        </Card>
      ) : (
        <>
          <Totp factors={factors.data} />
          <Passkeys passkeys={factors.data.passkeys} />
        </>
      )}
      <Sessions />
      <Identities />
      <ChatReadings />
    </>
  );
}
