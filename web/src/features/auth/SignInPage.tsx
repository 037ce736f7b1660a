import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '@/lib/page-title';
import { configQuery } from '@/lib/server-config';
import { Logo } from '@/ui/Logo';
import { ProblemView } from '@/ui/Problem';
import { RegisterForm } from './RegisterForm';
import { SignInForm } from './SignInForm';

export function SignInPage() {
  const { t } = useTranslation();
  const config = useQuery(configQuery);
  const [chosen, setChosen] = useState<'sign-in' | 'register' | null>(null);
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
    return (
      <Frame title={t('auth.welcomeBack')}>
        <SignInForm />
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
      <RegisterForm config={config.data} />
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

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto px-5 py-10">
      <div className="my-auto w-full max-w-sm">
        <Logo className="mx-auto mb-5 size-11" />
        <h1 className="mb-7 text-center text-lg font-semibold tracking-tight">{title}</h1>
        {children}
      </div>
    </main>
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
