import { Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';
import { useSentence } from '@/lib/i18n/sentence';
import { session } from '@/lib/session';
import type { Proof, StepUp } from '@/lib/step-up';
import { useSubmit } from '@/lib/use-submit';
import { Button, buttonClass } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { confirmationUrl, confirmWithPasskey, confirmWithSecret } from './api';
import { CodeField } from './CodeField';

/** Asks who it is before something that a stranger at an unlocked computer must not do. */
export function StepUpDialog({ asked }: { asked: StepUp }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [method, setMethod] = useState<Proof | undefined>(asked.methods[0]);
  const [secret, setSecret] = useState('');
  const { busy, problem, submit, clear } = useSubmit();

  const confirm = (task: () => Promise<void>) => {
    submit(async () => {
      await task();
      asked.done();
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    confirm(() =>
      method === 'passkey'
        ? confirmWithPasskey()
        : confirmWithSecret(
            method === 'password' ? { password: secret } : { code: secret.replaceAll(' ', '') },
          ),
    );
  };
  const choose = (next: Proof) => {
    clear();
    setSecret('');
    setMethod(next);
  };
  const wrong =
    problem?.code === 'bad-credentials'
      ? t('stepUp.wrongPassword')
      : problem?.code === 'bad-code'
        ? sentence(problem)
        : undefined;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && asked.cancel()}
      title={t('stepUp.title')}
      description={t('stepUp.text')}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        {method === 'password' && (
          <>
            <input
              type="text"
              name="username"
              autoComplete="username"
              value={session.user?.username ?? ''}
              readOnly
              hidden
            />
            <TextField
              label={t('auth.password')}
              name="password"
              type="password"
              autoComplete="current-password"
              autoFocus
              required
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
              error={wrong}
            />
          </>
        )}
        {method === 'totp' && (
          <CodeField
            method="totp"
            value={secret}
            onChange={(next) => {
              clear();
              setSecret(next);
            }}
            error={wrong}
          />
        )}
        {asked.elsewhere.map((service) => (
          <a
            key={service.id}
            href={confirmationUrl(service.id)}
            className={`${buttonClass()} w-full`}
          >
            {t('stepUp.elsewhere', { name: service.name })}
          </a>
        ))}
        {problem && wrong === undefined && <ProblemNote cause={problem} />}
        <div className="flex flex-wrap items-center justify-end gap-2 pt-1">
          <ul className="me-auto flex flex-wrap gap-x-3 text-sm">
            {asked.methods
              .filter((other) => other !== method)
              .map((other) => (
                <li key={other}>
                  <button
                    type="button"
                    className="rounded py-0.5 text-muted hover:text-text hover:underline"
                    onClick={() => choose(other)}
                  >
                    {t(`stepUp.instead.${other}`)}
                  </button>
                </li>
              ))}
          </ul>
          <Button variant="ghost" onClick={asked.cancel}>
            {t('action.cancel')}
          </Button>
          {method !== undefined && (
            <Button
              type="submit"
              variant="primary"
              busy={busy}
              icon={method === 'passkey' && <Fingerprint size={17} aria-hidden="true" />}
            >
              {method === 'passkey' ? t('factor.usePasskey') : t('factor.confirm')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
