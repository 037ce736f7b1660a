import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkedIdentity } from '@/api/identity';
import { configQuery } from '@/lib/server-config';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Loaded } from '@/ui/Loaded';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { identitiesQuery, linkIdentity, unlinkIdentity } from './api';

/** Accounts of other services that open this one. */
export function Identities() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const identities = useQuery(identitiesQuery);
  const [unlinking, setUnlinking] = useState<LinkedIdentity | null>(null);
  const { attempt, busy } = useAttempt();
  const providers = config?.identityProviders ?? [];
  const linked = identities.data?.items ?? [];
  if (providers.length === 0 && linked.length === 0) return null;
  const others = providers.filter(({ id }) => !linked.some((identity) => identity.provider === id));
  return (
    <Card
      title={t('settings.security.identities')}
      description={t('settings.security.identitiesText')}
    >
      <Loaded query={identities} failed={t('settings.security.identitiesFailed')} height="h-12">
        {({ items }) => (
          <ul className="divide-y divide-border">
            {items.map((identity) => (
              <li key={identity.id} className="flex items-center gap-3.5 py-3 first:pt-1 last:pb-0">
                <Link2 size={20} className="shrink-0 text-muted" aria-hidden="true" />
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">{identity.name}</p>
                  <p className="truncate text-muted text-sm">
                    {identity.subjectHint} · {t('settings.security.linked')}{' '}
                    <Time at={identity.linkedAt} />
                  </p>
                </div>
                <Button
                  size="small"
                  aria-label={t('settings.security.unlinkOf', { name: identity.name })}
                  onClick={() => setUnlinking(identity)}
                >
                  {t('settings.security.unlink')}
                </Button>
              </li>
            ))}
            {others.map((provider) => (
              <li key={provider.id} className="flex items-center gap-3.5 py-3 first:pt-1 last:pb-0">
                <Link2 size={20} className="shrink-0 text-muted" aria-hidden="true" />
                <p className="min-w-0 flex-1 truncate font-medium">{provider.name}</p>
                <Button
                  size="small"
                  busy={busy}
                  aria-label={t('settings.security.linkOf', { name: provider.name })}
                  onClick={() =>
                    attempt(async () => location.assign(await linkIdentity(provider.id)))
                  }
                >
                  {t('settings.security.link')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {unlinking !== null && (
        <ConfirmDialog
          title={t('settings.security.unlinkTitle', { name: unlinking.name })}
          text={t('settings.security.unlinkText')}
          action={t('settings.security.unlink')}
          onClose={() => setUnlinking(null)}
          onConfirm={async () => {
            await unlinkIdentity(unlinking.id);
            confirmQuietly(t('settings.saved'));
          }}
        />
      )}
    </Card>
  );
}
