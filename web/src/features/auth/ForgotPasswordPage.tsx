import { useQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';
import { usePageTitle } from '@/lib/page-title';
import { configQuery } from '@/lib/server-config';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { forgotPassword } from './api';
import { BackToSignIn } from './BackToSignIn';
import { Frame } from './Frame';

export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const { data: config } = useQuery(configQuery);
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { busy, problem, submit, fieldError } = useSubmit();
  usePageTitle(t('forgot.title'));
  if (sent) {
    return (
      <Frame title={t('forgot.title')}>
        <EmptyState icon={<MailCheck size={28} strokeWidth={1.5} />} title={t('forgot.sent')}>
          {t('forgot.sentText', { email })}
          {config?.mail === false && ` ${t('mail.outbox')}`}
        </EmptyState>
        <BackToSignIn />
      </Frame>
    );
  }
  return (
    <Frame title={t('forgot.title')}>
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            await forgotPassword(email.trim());
            setSent(true);
          });
        }}
      >
        <p className="text-muted">{t('forgot.text')}</p>
        <TextField
          label={t('register.email')}
          name="email"
          type="email"
          autoComplete="email"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fieldError('email')}
        />
        {problem && fieldError('email') === undefined && <ProblemNote cause={problem} />}
        <Button type="submit" variant="primary" busy={busy} className="w-full">
          {t('forgot.send')}
        </Button>
      </form>
      <BackToSignIn />
    </Frame>
  );
}
