import { Outlet, useMatches } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInPage } from '@/features/auth/SignInPage';
import { assertNever } from '@/lib/assert-never';
import { farewell } from '@/lib/farewell';
import { session } from '@/lib/session';
import { useStore } from '@/lib/store';
import { Logo } from '@/ui/Logo';
import { ProblemView } from '@/ui/Problem';
import { boot, bootProblem } from './boot';

const Shell = lazy(() => import('./Shell').then((module) => ({ default: module.Shell })));
const FarewellPage = lazy(() =>
  import('@/features/auth/FarewellPage').then((module) => ({ default: module.FarewellPage })),
);

/** Whoever is not signed in gets the sign-in page in place of every other, and then the page they came for. */
export function Root() {
  const { t } = useTranslation();
  const state = useStore(session.state);
  const problem = useStore(bootProblem);
  const open = useMatches({
    select: (matches) => matches.some((match) => match.staticData.open === true),
  });
  const receipt = useStore(farewell);
  if (receipt !== null) {
    return (
      <Suspense fallback={<Splash />}>
        <FarewellPage receipt={receipt} />
      </Suspense>
    );
  }
  if (open) {
    return (
      <Suspense fallback={<Splash />}>
        <Outlet />
      </Suspense>
    );
  }
  switch (state.status) {
    case 'starting':
      return problem === null ? (
        <Splash />
      ) : (
        <div className="grid h-full place-items-center">
          <ProblemView cause={problem} title={t('problem.unreachable')} onRetry={boot} />
        </div>
      );
    case 'anonymous':
      return <SignInPage />;
    case 'signed-in':
    case 'expired':
      return (
        <Suspense fallback={<Splash />}>
          <Shell key={state.user.id} />
        </Suspense>
      );
    default:
      return assertNever(state);
  }
}

function Splash() {
  return (
    <div className="grid h-full place-items-center" aria-busy="true">
      <Logo className="appear-late size-11" />
    </div>
  );
}
