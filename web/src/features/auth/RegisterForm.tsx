import { Hourglass, MailCheck, Ticket } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingRegistration } from '@/api/identity';
import type { ServerConfig } from '@/api/schema';
import '@/lib/i18n/account';
import { sentenceOf } from '@/lib/i18n/sentence';
import { linkToken } from '@/lib/link-token';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { register } from './api';
import { PasswordGuidance } from './PasswordGuidance';

export function RegisterForm({ config }: { config: ServerConfig }) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState<PendingRegistration['pending'] | null>(null);
  const { busy, problem, submit, fieldError } = useSubmit();
  const { invitation } = linkToken;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      const waits = await register({
        username: username.trim(),
        password,
        ...(email.trim() !== '' && { email: email.trim() }),
        ...(invitation !== undefined && { invitation }),
      });
      if (waits !== null) setPending(waits.pending);
    });
  };

  if (pending !== null) return <Pending pending={pending} email={email.trim()} config={config} />;
  if (config.signUp === 'invitation' && invitation === undefined && !config.firstUser) {
    return (
      <EmptyState
        icon={<Ticket size={28} strokeWidth={1.5} />}
        title={t('register.invitationOnly')}
      >
        {t('register.invitationOnlyText')}
      </EmptyState>
    );
  }

  const sentence = problem ? sentenceOf(t, problem) : undefined;
  const errors = {
    username: fieldError('username') ?? (problem?.code === 'username-taken' ? sentence : undefined),
    email: fieldError('email') ?? (problem?.code === 'email-taken' ? sentence : undefined),
    password: fieldError('password') ?? (problem?.code === 'weak-password' ? sentence : undefined),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);

  return (
    <form onSubmit={onSubmit} className="space-y-4">
      {invitation !== undefined && <Note icon={<Ticket size={18} />}>{t('register.invited')}</Note>}
      {config.signUp === 'approval' && invitation === undefined && !config.firstUser && (
        <Note icon={<Hourglass size={18} />}>{t('register.needsApproval')}</Note>
      )}
      <TextField
        label={t('auth.username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        minLength={3}
        maxLength={50}
        autoFocus
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={errors.username}
      />
      <TextField
        label={config.emailRequired ? t('register.email') : t('auth.email')}
        name="email"
        type="email"
        autoComplete="email"
        required={config.emailRequired}
        hint={config.signUp === 'domains' ? t('register.domainHint') : undefined}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={errors.email}
      />
      <TextField
        label={t('auth.password')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={config.passwordMinLength}
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={errors.password}
        hint={<PasswordGuidance password={password} minimum={config.passwordMinLength} />}
      />
      {problem && !shown && <ProblemNote cause={problem} />}
      <Button type="submit" variant="primary" busy={busy} className="w-full">
        {t('auth.register')}
      </Button>
    </form>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex gap-2.5 rounded-control bg-accent-soft px-3 py-2.5 text-sm">
      <span className="mt-px shrink-0 text-accent" aria-hidden="true">
        {icon}
      </span>
      {children}
    </p>
  );
}

/** The account is there, but somebody still has to say yes to it. */
function Pending(props: {
  pending: PendingRegistration['pending'];
  email: string;
  config: ServerConfig;
}) {
  const { t } = useTranslation();
  if (props.pending === 'approval') {
    return (
      <EmptyState icon={<Hourglass size={28} strokeWidth={1.5} />} title={t('register.waiting')}>
        {t('register.waitingText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<MailCheck size={28} strokeWidth={1.5} />} title={t('register.checkMail')}>
      {t('register.checkMailText', { email: props.email })}
      {props.config.mail === false && ` ${t('mail.outbox')}`}
    </EmptyState>
  );
}
