import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Factors } from '@/api/identity';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { newRecoveryCodes, removeTotp } from './api';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';
import { TotpDialog } from './TotpDialog';

/** A code of an app beside the password, and the codes for the day that the phone is gone. */
export function Totp({ factors }: { factors: Factors }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'set-up' | 'remove' | 'renew' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { attempt, busy } = useAttempt();
  const { totp, recoveryCodes } = factors;
  return (
    <Card
      title={t('settings.security.totp')}
      description={t('settings.security.totpText')}
      actions={
        totp.enabled ? (
          <Button variant="danger" size="small" onClick={() => setOpen('remove')}>
            {t('settings.security.totpRemove')}
          </Button>
        ) : (
          <Button
            variant={factors.passkeys.length > 0 ? 'secondary' : 'primary'}
            size="small"
            onClick={() => setOpen('set-up')}
          >
            {t('settings.security.totpSetUp')}
          </Button>
        )
      }
    >
      {/* A passkey is a second factor, too, and can be lost as well. */}
      {(totp.enabled || factors.passkeys.length > 0) && (
        <ul className="divide-y divide-border">
          {totp.enabled && (
            <li className="flex items-center gap-2 pt-1 pb-3">
              <Badge tone="accent">{t('settings.security.on')}</Badge>
              {totp.since !== null && (
                <span className="text-muted text-sm">
                  {t('settings.security.since')} <Time at={totp.since} />
                </span>
              )}
            </li>
          )}
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pt-3">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium">{t('settings.security.recoveryCodes')}</p>
              <p
                className={recoveryCodes.left <= 3 ? 'text-sm text-warning' : 'text-muted text-sm'}
              >
                {t('settings.security.codesLeft', { count: recoveryCodes.left })}
              </p>
            </div>
            <Button
              size="small"
              busy={busy}
              onClick={() =>
                recoveryCodes.left === 0
                  ? attempt(async () => setCodes(await newRecoveryCodes()))
                  : setOpen('renew')
              }
            >
              {t('settings.security.newCodes')}
            </Button>
          </li>
        </ul>
      )}
      {open === 'set-up' && <TotpDialog onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={t('settings.security.totpRemoveTitle')}
          text={t('settings.security.totpRemoveText')}
          action={t('settings.security.totpRemove')}
          onClose={() => setOpen(null)}
          onConfirm={async () => {
            await removeTotp();
            confirmQuietly(t('settings.security.totpRemoved'));
          }}
        />
      )}
      {open === 'renew' && (
        <ConfirmDialog
          title={t('settings.security.newCodesTitle')}
          text={t('settings.security.newCodesText')}
          action={t('settings.security.newCodes')}
          onClose={() => setOpen(null)}
          onConfirm={async () => setCodes(await newRecoveryCodes())}
        />
      )}
      {codes !== null && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Card>
  );
}
