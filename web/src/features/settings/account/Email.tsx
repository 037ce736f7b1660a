import { useQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeEmail, sendVerification, useMe } from '@/features/account/api';
import { useSentence } from '@/lib/i18n/sentence';
import { configQuery } from '@/lib/server-config';
import { useSubmit } from '@/lib/use-submit';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { useAttempt } from '@/ui/use-attempt';

export function Email() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const me = useMe();
  const { data: config } = useQuery(configQuery);
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, submit, fieldError } = useSubmit();
  const again = useAttempt();
  const wrong =
    fieldError('email') ?? (problem?.code === 'email-taken' ? sentence(problem) : undefined);
  return (
    <Card title={t('settings.account.email')} description={t('settings.account.emailText')}>
      <p className="mb-4 flex flex-wrap items-center gap-2">
        <span className="[overflow-wrap:anywhere]">
          {me.email ?? t('settings.account.noEmail')}
        </span>
        {me.email !== null && (
          <Badge tone={me.emailVerified ? 'accent' : 'warning'}>
            {me.emailVerified ? t('settings.account.verified') : t('settings.account.unverified')}
          </Badge>
        )}
        {me.email !== null && !me.emailVerified && (
          <Button
            size="small"
            busy={again.busy}
            onClick={() => again.attempt(sendVerification, t('settings.account.linkSent'))}
          >
            {t('settings.account.sendLink')}
          </Button>
        )}
      </p>
      {sentTo !== null && (
        <p
          role="status"
          className="mb-4 flex gap-2.5 rounded-control bg-accent-soft px-3 py-2.5 text-sm"
        >
          <MailCheck size={17} className="mt-px shrink-0 text-accent" aria-hidden="true" />
          <span>
            {t('settings.account.emailSent', { email: sentTo })}
            {config?.mail === false && ` ${t('mail.outbox')}`}
          </span>
        </p>
      )}
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            await changeEmail(email.trim());
            setSentTo(email.trim());
            setEmail('');
          });
        }}
      >
        <TextField
          label={t('settings.account.newEmail')}
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={wrong}
        />
        {problem && wrong === undefined && <ProblemNote cause={problem} />}
        <Button type="submit" busy={busy} disabled={email.trim() === ''}>
          {t('settings.account.changeEmail')}
        </Button>
      </form>
    </Card>
  );
}
