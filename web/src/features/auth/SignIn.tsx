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

/** The password, and what is asked for after it. */
export function SignIn({ username }: { username?: string }) {
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
        onChallenge={(next) => {
          setOver(false);
          setChallenge(next);
        }}
      />
    </>
  );
}
