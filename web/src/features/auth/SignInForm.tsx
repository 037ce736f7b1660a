import { useQuery } from '@tanstack/react-query';
import { Fingerprint } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorMethod } from '@/api/identity';
import { base } from '@/lib/base';
import { Problem } from '@/lib/problem';
import { configQuery } from '@/lib/server-config';
import { useSubmit } from '@/lib/use-submit';
import { Button, buttonClass } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { identityProviderUrl, signIn, signInWithPasskey } from './api';
import type { Challenge } from './SignIn';

interface Props {
  /** The person who must sign in again; nobody else can continue on their page. */
  username?: string;
  /** False for an account without one; it is asked for all the same where there is no other way in. */
  password: boolean;
  onChallenge(challenge: Challenge): void;
}

export function SignInForm({ username: known, password: hasPassword, onChallenge }: Props) {
  const { t } = useTranslation();
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit();
  const { data: config } = useQuery(configQuery);
  const passkey = useSubmit();
  const stopSuggesting = useSuggestedPasskey(config?.passkeys === true && known === undefined);

  const enter = async () => {
    try {
      await signIn(username.trim(), password);
    } catch (cause) {
      const { code, details } = Problem.of(cause);
      if (code !== 'second-factor-required' || details.challenge === undefined) throw cause;
      stopSuggesting();
      onChallenge({
        challenge: details.challenge,
        methods: (details.methods ?? []) as FactorMethod[],
      });
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    passkey.clear();
    submit(enter);
  };
  const shown = passkey.problem ?? problem;
  const providers = config?.identityProviders ?? [];
  const others = config?.passkeys === true || providers.length > 0;
  const asksPassword = hasPassword || !others;

  return (
    <>
      {asksPassword ? (
        <form onSubmit={onSubmit} className="space-y-4">
          <TextField
            label={t('auth.usernameOrEmail')}
            name="username"
            autoComplete="username webauthn"
            autoCapitalize="none"
            spellCheck={false}
            required
            readOnly={known !== undefined}
            autoFocus={known === undefined}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <div className="relative">
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
            <a
              href={new URL('forgot-password', base).href}
              className="absolute end-0 top-0 rounded text-muted text-sm hover:text-text hover:underline"
            >
              {t('auth.forgot')}
            </a>
          </div>
          {shown && <ProblemNote cause={shown} />}
          <Button type="submit" variant="primary" busy={busy} className="w-full">
            {t('auth.signIn')}
          </Button>
        </form>
      ) : (
        shown && <ProblemNote cause={shown} />
      )}
      {others && (
        <>
          {asksPassword && (
            <p className="my-5 flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
              {t('auth.or')}
            </p>
          )}
          <div className="space-y-2">
            {config?.passkeys && (
              <Button
                className="w-full"
                busy={passkey.busy}
                icon={<Fingerprint size={17} aria-hidden="true" />}
                onClick={() => {
                  stopSuggesting();
                  passkey.submit(() => signInWithPasskey());
                }}
              >
                {t('auth.withPasskey')}
              </Button>
            )}
            {providers.map((provider) => (
              <a
                key={provider.id}
                href={identityProviderUrl(provider.id)}
                className={`${buttonClass()} w-full`}
              >
                {t('auth.withProvider', { name: provider.name })}
              </a>
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Lets the browser offer passkeys where it offers saved usernames; the function returned takes the offer back. */
function useSuggestedPasskey(offered: boolean): () => void {
  const stop = useRef<AbortController>(undefined);
  useEffect(() => {
    if (!offered) return;
    const controller = new AbortController();
    stop.current = controller;
    const suggest = async () => {
      const { suggestsPasskeys } = await import('@/lib/passkeys');
      if (controller.signal.aborted || !(await suggestsPasskeys())) return;
      await signInWithPasskey(undefined, { mediation: 'conditional', signal: controller.signal });
    };
    // Nobody asked for it, so nobody is told when it does not work; the other ways are on the page.
    suggest().catch(() => undefined);
    return () => controller.abort();
  }, [offered]);
  return () => stop.current?.abort();
}
