import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '@/features/auth/CodeField';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { Loaded } from '@/ui/Loaded';
import { ProblemNote } from '@/ui/Problem';
import { beginTotp, confirmTotp } from './api';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';

/** Puts Parley into an authenticator app. It counts once a code of the app has been entered. */
export function TotpDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  // A new secret each time that the dialog is opened.
  const setup = useQuery({
    queryKey: ['me', 'factors', 'totp'],
    queryFn: beginTotp,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);
  const { busy, problem, submit, clear } = useSubmit();
  const confirm = (entered: string) =>
    submit(async () => setCodes(await confirmTotp(entered.replaceAll(' ', ''))));

  if (codes !== null) return <RecoveryCodesDialog codes={codes} onClose={onClose} />;
  // Whoever declines to confirm who they are does not want this dialog either.
  if (setup.error !== null && Problem.of(setup.error).code === 'cancelled') {
    return <Declined onClose={onClose} />;
  }
  const wrong = problem?.code === 'bad-code' ? sentence(problem) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.security.totpTitle')}
      description={t('settings.security.totpScan')}
    >
      <Loaded query={setup} failed={t('settings.security.totpFailed')} height="h-72">
        {({ secret, uri, qr }) => (
          <form
            className="space-y-4"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              confirm(code);
            }}
          >
            <img
              src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
              alt={t('settings.security.qr')}
              className="mx-auto size-44 rounded-control p-2"
              // A camera wants dark on light in every theme.
              style={{ background: '#ffffff' }}
            />
            <p className="text-center text-sm touch:block">
              <a href={uri} className="rounded text-accent hover:underline">
                {t('settings.security.openApp')}
              </a>
            </p>
            <CopyField label={t('settings.security.secret')} value={inFours(secret)} />
            <CodeField
              method="totp"
              value={code}
              error={wrong}
              onChange={(next) => {
                clear();
                setCode(next);
                if (next.replaceAll(' ', '').length === 6) confirm(next);
              }}
            />
            {problem && wrong === undefined && <ProblemNote cause={problem} />}
            <div className="flex justify-end gap-2 pt-1">
              <Button variant="ghost" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button type="submit" variant="primary" busy={busy}>
                {t('settings.security.switchOn')}
              </Button>
            </div>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}

function Declined({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.security.totpTitle')}
      description={t('problem.cancelled')}
    >
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('action.close')}</Button>
      </div>
    </Dialog>
  );
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
