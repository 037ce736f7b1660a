import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerConfig } from '@/api/schema';
import { sentenceOf } from '@/lib/i18n/sentence';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { register } from './api';
import { PasswordGuidance } from './PasswordGuidance';

export function RegisterForm({ config }: { config: ServerConfig }) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, submit, fieldError } = useSubmit();

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(() =>
      register({
        username: username.trim(),
        password,
        ...(email.trim() !== '' && { email: email.trim() }),
      }),
    );
  };

  const sentence = problem ? sentenceOf(t, problem) : undefined;
  const errors = {
    username: fieldError('username') ?? (problem?.code === 'username-taken' ? sentence : undefined),
    email: fieldError('email') ?? (problem?.code === 'email-taken' ? sentence : undefined),
    password: fieldError('password') ?? (problem?.code === 'weak-password' ? sentence : undefined),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);

  return (
    <form onSubmit={onSubmit} className="space-y-4">
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
        label={t('auth.email')}
        name="email"
        type="email"
        autoComplete="email"
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
