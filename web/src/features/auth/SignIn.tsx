import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorMethod } from '@/api/identity';
import { SignInForm } from './SignInForm';

const SecondFactor = lazy(() =>
  import('./SecondFactor').then((module) => ({ default: module.SecondFactor })),
);

export interface Challenge {
  readonly challenge: string;
  readonly methods: readonly FactorMethod[];
}

interface Props {
  username?: string;
  /** False where it is known that there is none to enter. */
  password?: boolean;
}

/** The password, and what is asked for after it. */
export function SignIn({ username, password = true }: Props) {
  const { t } = useTranslation();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [over, setOver] = useState(false);
  if (challenge !== null) {
    return (
      <Suspense fallback={<div className="skeleton h-40" aria-hidden="true" />}>
        <SecondFactor
          challenge={challenge}
          onBack={(why) => {
            setOver(why === 'over');
            setChallenge(null);
          }}
        />
      </Suspense>
    );
  }
  return (
    <>
      {over && (
        <p
          role="alert"
          className="mb-4 rounded-control bg-warning-soft px-3 py-2 text-sm text-warning"
        >
          {t('auth.challengeOver')}
        </p>
      )}
      <SignInForm
        {...(username !== undefined && { username })}
        password={password}
        onChallenge={(next) => {
          setOver(false);
          setChallenge(next);
        }}
      />
    </>
  );
}
