import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Lock, Pencil, Plus, Trash2, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedIdentityProvider } from '@/api/identity';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { EmptyState } from '@/ui/EmptyState';
import { IconButton } from '@/ui/IconButton';
import { Loaded } from '@/ui/Loaded';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Switch } from '@/ui/Switch';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { changeIdentityProvider, identityProvidersQuery, removeIdentityProvider } from './api';
import { IdentityProviderDialog } from './IdentityProviderDialog';

export function IdentityProviders() {
  const { t } = useTranslation();
  const providers = useQuery(identityProvidersQuery);
  const [editing, setEditing] = useState<ManagedIdentityProvider | 'new' | null>(null);
  const add = (
    <Button
      variant="primary"
      size="small"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setEditing('new')}
    >
      {t('settings.identity-providers.add')}
    </Button>
  );
  return (
    <Card
      title={t('settings.identity-providers.title')}
      description={t('settings.identity-providers.text')}
      actions={providers.data !== undefined && providers.data.items.length > 0 && add}
    >
      <Loaded query={providers} failed={t('settings.identity-providers.failed')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<Waypoints size={28} strokeWidth={1.5} />}
              title={t('settings.identity-providers.empty')}
              action={add}
            >
              {t('settings.identity-providers.emptyText')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {items.map((provider) => (
                <ProviderRow
                  key={provider.id}
                  provider={provider}
                  onEdit={() => setEditing(provider)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing !== null && (
        <IdentityProviderDialog
          provider={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

function ProviderRow(props: { provider: ManagedIdentityProvider; onEdit(): void }) {
  const { t } = useTranslation();
  const { provider, onEdit } = props;
  const { attempt, busy } = useAttempt();
  const [removing, setRemoving] = useState(false);
  return (
    <li aria-label={provider.name} className="flex items-start gap-3 py-4 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{provider.name}</span>
          {provider.locked && (
            <Badge>
              <Lock size={11} aria-hidden="true" />
              {t('provider.environment')}
            </Badge>
          )}
        </p>
        <p className="truncate text-muted text-sm">{provider.issuer}</p>
        <p className="text-muted text-sm">
          {t(`settings.identity-providers.signUp.${provider.signUp}.name`)}
          {provider.signUp === 'domains' && `: ${provider.domains.join(', ')}`}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-1.5">
        <Switch
          label={t('provider.enable', { name: provider.name })}
          checked={provider.enabled}
          disabled={provider.locked || busy}
          onChange={(enabled) => attempt(() => changeIdentityProvider(provider.id, { enabled }))}
        />
        <Menu
          align="end"
          trigger={
            <IconButton
              label={t('settings.menuOf', { name: provider.name })}
              icon={<Ellipsis size={18} />}
            />
          }
        >
          <MenuItem icon={<Pencil size={16} />} onClick={onEdit}>
            {provider.locked ? t('settings.show') : t('provider.edit')}
          </MenuItem>
          {!provider.locked && (
            <>
              <MenuSeparator />
              <MenuItem danger icon={<Trash2 size={16} />} onClick={() => setRemoving(true)}>
                {t('settings.remove')}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      {removing && (
        <ConfirmDialog
          title={t('settings.identity-providers.removeTitle', { name: provider.name })}
          text={t('settings.identity-providers.removeText')}
          action={t('settings.remove')}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await removeIdentityProvider(provider.id);
            confirmQuietly(t('settings.removed', { name: provider.name }));
          }}
        />
      )}
    </li>
  );
}
