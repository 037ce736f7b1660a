import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '@/api/identity';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { keysQuery, revokeKey } from './api';
import { KeyDialog } from './KeyDialog';
import { scopeWords } from './scopes';

export function ApiKeys() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const add = (
    <Button
      variant="primary"
      size="small"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setMaking(true)}
    >
      {t('settings.api-keys.new')}
    </Button>
  );
  return (
    <Card
      title={t('settings.api-keys.title')}
      description={t('settings.api-keys.text')}
      actions={keys.data !== undefined && keys.data.items.length > 0 && add}
    >
      <Loaded query={keys} failed={t('settings.api-keys.failed')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<KeyRound size={28} strokeWidth={1.5} />}
              title={t('settings.api-keys.empty')}
              action={add}
            >
              {t('settings.api-keys.emptyText')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border" aria-label={t('settings.api-keys.title')}>
              {items.map((key) => (
                <KeyRow key={key.id} item={key} onRevoke={() => setRevoking(key)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <KeyDialog onClose={() => setMaking(false)} />}
      {revoking !== null && (
        <ConfirmDialog
          title={t('settings.api-keys.revokeTitle', { name: revoking.name })}
          text={t('settings.api-keys.revokeText')}
          action={t('settings.api-keys.revoke')}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeKey(revoking.id);
            confirmQuietly(t('settings.api-keys.revoked'));
          }}
        />
      )}
    </Card>
  );
}

function KeyRow({ item, onRevoke }: { item: ApiKey; onRevoke(): void }) {
  const { t } = useTranslation();
  const over = item.expiresAt !== null && Date.parse(item.expiresAt) <= Date.now();
  return (
    <li aria-label={item.name} className="flex items-start gap-3.5 py-3.5 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium">{item.name}</span>
          <code className="font-mono text-muted text-xs">{item.hint}</code>
          {over && <Badge tone="danger">{t('settings.api-keys.expired')}</Badge>}
          {item.kind === 'signing' && <Badge>{t('settings.api-keys.signing')}</Badge>}
        </p>
        <p className="mt-1 flex flex-wrap gap-1">
          {item.scopes.map((scope) => (
            <Badge key={scope} tone={scope === 'admin' ? 'warning' : 'neutral'}>
              {t(`settings.api-keys.scope.${scopeWords[scope]}.name`)}
            </Badge>
          ))}
        </p>
        <p className="mt-1 text-muted text-sm">
          {item.lastUsedAt === null ? (
            t('settings.api-keys.unused')
          ) : (
            <>
              {t('settings.security.used')} <Time at={item.lastUsedAt} />
              {item.lastUsedFrom && ` · ${item.lastUsedFrom}`}
            </>
          )}
          {' · '}
          {item.expiresAt === null ? (
            t('settings.api-keys.forGood')
          ) : (
            <>
              {over ? t('settings.api-keys.ended') : t('settings.api-keys.ends')}{' '}
              <Time at={item.expiresAt} />
            </>
          )}
          {item.allowedNetworks.length > 0 &&
            ` · ${t('settings.api-keys.only', { networks: item.allowedNetworks.join(', ') })}`}
        </p>
      </div>
      <Button
        size="small"
        aria-label={t('settings.api-keys.revokeOf', { name: item.name })}
        onClick={onRevoke}
      >
        {t('settings.api-keys.revoke')}
      </Button>
    </li>
  );
}
