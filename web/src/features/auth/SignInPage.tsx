import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkToken } from '@/lib/link-token';
import { usePageTitle } from '@/lib/page-title';
import { configQuery } from '@/lib/server-config';
import { ProblemView } from '@/ui/Problem';
import { Frame } from './Frame';
import { SignIn } from './SignIn';

const RegisterForm = lazy(() =>
  import('./RegisterForm').then((module) => ({ default: module.RegisterForm })),
);
const Refusal = lazy(() => import('./Refusal').then((module) => ({ default: module.Refusal })));

export function SignInPage() {
  const { t } = useTranslation();
  const config = useQuery(configQuery);
  const [chosen, setChosen] = useState<'sign-in' | 'register' | null>(() =>
    linkToken.invitation !== undefined || location.pathname.endsWith('/register')
      ? 'register'
      : null,
  );
  const first = config.data?.firstUser ?? false;
  const mode = chosen ?? (first ? 'register' : 'sign-in');
  usePageTitle(mode === 'register' ? t('auth.register') : t('auth.signIn'));

  if (config.isPending) return <Frame title={t('app.name')}>{null}</Frame>;
  if (config.isError) {
    return (
      <div className="grid h-full place-items-center">
        <ProblemView
          cause={config.error}
          title={t('problem.unreachable')}
          onRetry={() => void config.refetch()}
        />
      </div>
    );
  }
  if (mode === 'sign-in') {
    const refused = new URLSearchParams(location.search).get('problem');
    return (
      <Frame title={t('auth.welcomeBack')}>
        {refused !== null && (
          <Suspense>
            <Refusal code={refused} />
          </Suspense>
        )}
        <SignIn />
        {config.data.registrationOpen && (
          <Switch
            question={t('auth.noAccount')}
            action={t('auth.register')}
            onClick={() => setChosen('register')}
          />
        )}
      </Frame>
    );
  }
  return (
    <Frame title={first ? t('auth.first.title') : t('auth.register')}>
      {first && (
        <p className="mb-5 flex gap-2.5 rounded-control bg-accent-soft px-3 py-2.5 text-sm">
          <ShieldCheck size={18} className="mt-px shrink-0 text-accent" aria-hidden="true" />
          {t('auth.first.note')}
        </p>
      )}
      <Suspense fallback={<div className="skeleton h-64" aria-hidden="true" />}>
        <RegisterForm config={config.data} />
      </Suspense>
      {!first && (
        <Switch
          question={t('auth.haveAccount')}
          action={t('auth.signIn')}
          onClick={() => setChosen('sign-in')}
        />
      )}
    </Frame>
  );
}

function Switch(props: { question: string; action: string; onClick(): void }) {
  return (
    <p className="mt-6 text-center text-muted">
      {props.question}{' '}
      <button
        type="button"
        className="rounded font-medium text-accent hover:underline"
        onClick={props.onClick}
      >
        {props.action}
      </button>
    </p>
  );
}
