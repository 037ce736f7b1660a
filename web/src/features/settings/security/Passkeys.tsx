import { Cloud, Ellipsis, Fingerprint, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passkey } from '@/api/identity';
import { passkeysSupported } from '@/lib/passkeys';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { removePasskey } from './api';
import { PasskeyDialog } from './PasskeyDialog';

export function Passkeys({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState<Passkey | 'new' | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const supported = passkeysSupported();
  return (
    <Card
      title={t('settings.security.passkeys')}
      description={
        supported ? t('settings.security.passkeysText') : t('problem.passkeyUnsupported')
      }
      actions={
        supported && (
          <Button
            size="small"
            icon={<Plus size={16} aria-hidden="true" />}
            onClick={() => setNaming('new')}
          >
            {t('settings.security.passkeyAdd')}
          </Button>
        )
      }
    >
      {passkeys.length > 0 && (
        <ul className="divide-y divide-border" aria-label={t('settings.security.passkeys')}>
          {passkeys.map((passkey) => (
            <li
              key={passkey.id}
              aria-label={passkey.name}
              className="flex items-center gap-3.5 py-3 last:pb-0"
            >
              <Fingerprint size={20} className="shrink-0 text-muted" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2">
                  <span className="truncate font-medium">{passkey.name}</span>
                  {passkey.synced && (
                    <Badge>
                      <Cloud size={12} aria-hidden="true" />
                      {t('settings.security.synced')}
                    </Badge>
                  )}
                </p>
                <p className="truncate text-muted text-sm">
                  {passkey.lastUsedAt === null ? (
                    <>
                      {t('settings.security.added')} <Time at={passkey.createdAt} />
                    </>
                  ) : (
                    <>
                      {t('settings.security.used')} <Time at={passkey.lastUsedAt} />
                    </>
                  )}
                </p>
              </div>
              <Menu
                align="end"
                trigger={
                  <IconButton
                    label={t('settings.menuOf', { name: passkey.name })}
                    icon={<Ellipsis size={18} />}
                  />
                }
              >
                <MenuItem icon={<Pencil size={16} />} onClick={() => setNaming(passkey)}>
                  {t('settings.rename')}
                </MenuItem>
                <MenuSeparator />
                <MenuItem danger icon={<Trash2 size={16} />} onClick={() => setRemoving(passkey)}>
                  {t('settings.remove')}
                </MenuItem>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      {naming !== null && (
        <PasskeyDialog passkey={naming === 'new' ? null : naming} onClose={() => setNaming(null)} />
      )}
      {removing !== null && (
        <ConfirmDialog
          title={t('settings.security.passkeyRemoveTitle', { name: removing.name })}
          text={t('settings.security.passkeyRemoveText')}
          action={t('settings.remove')}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            await removePasskey(removing.id);
            confirmQuietly(t('settings.security.passkeyRemoved'));
          }}
        />
      )}
    </Card>
  );
}
