import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { signIn } from './api';

interface Props {
  /** The person who must sign in again; nobody else can continue on their page. */
  username?: string;
}

export function SignInForm({ username: known }: Props) {
  const { t } = useTranslation();
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit();

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(() => signIn(username.trim(), password));
  };

  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <TextField
        label={t('auth.usernameOrEmail')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={known !== undefined}
        autoFocus={known === undefined}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <TextField
        label={t('auth.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={known !== undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {problem && <ProblemNote cause={problem} />}
      <Button type="submit" variant="primary" busy={busy} className="w-full">
        {t('auth.signIn')}
      </Button>
    </form>
  );
}
