import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound, Unlink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';
import { sentenceOf } from '@/lib/i18n/sentence';
import { linkToken } from '@/lib/link-token';
import { usePageTitle } from '@/lib/page-title';
import { configQuery } from '@/lib/server-config';
import { useSubmit } from '@/lib/use-submit';
import { Button, buttonClass } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { resetPassword } from './api';
import { BackToSignIn } from './BackToSignIn';
import { Frame } from './Frame';
import { PasswordGuidance } from './PasswordGuidance';

/** Where the link of a message about a forgotten password leads. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, problem, submit, fieldError } = useSubmit();
  const minimum = config?.passwordMinLength ?? 12;
  const { token } = linkToken;
  usePageTitle(t('reset.title'));

  if (token === undefined || problem?.code === 'bad-token') {
    return (
      <Frame title={t('reset.title')}>
        <EmptyState
          icon={<Unlink size={28} strokeWidth={1.5} />}
          title={t('reset.bad')}
          action={
            <Link to="/forgot-password" className={buttonClass('primary')}>
              {t('reset.again')}
            </Link>
          }
        >
          {t('reset.badText')}
        </EmptyState>
        <BackToSignIn />
      </Frame>
    );
  }
  if (done) {
    return (
      <Frame title={t('reset.title')}>
        <EmptyState
          icon={<KeyRound size={28} strokeWidth={1.5} />}
          title={t('reset.done')}
          action={
            // A new page: what an earlier session left in this one has ended.
            <a href="./" className={buttonClass('primary')}>
              {t('auth.signIn')}
            </a>
          }
        >
          {t('reset.doneText')}
        </EmptyState>
      </Frame>
    );
  }
  const weak =
    fieldError('newPassword') ??
    (problem?.code === 'weak-password' ? sentenceOf(t, problem) : undefined);
  return (
    <Frame title={t('reset.title')}>
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            await resetPassword(token, password);
            setDone(true);
          });
        }}
      >
        <p className="text-muted">{t('reset.text')}</p>
        <TextField
          label={t('reset.newPassword')}
          name="password"
          type="password"
          autoComplete="new-password"
          autoFocus
          required
          minLength={minimum}
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={weak}
          hint={<PasswordGuidance password={password} minimum={minimum} />}
        />
        {problem && weak === undefined && <ProblemNote cause={problem} />}
        <Button type="submit" variant="primary" busy={busy} className="w-full">
          {t('reset.set')}
        </Button>
      </form>
    </Frame>
  );
}
