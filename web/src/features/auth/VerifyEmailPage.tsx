import { MailCheck, Unlink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';
import { linkToken } from '@/lib/link-token';
import { usePageTitle } from '@/lib/page-title';
import { Problem } from '@/lib/problem';
import { buttonClass } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemView } from '@/ui/Problem';
import { Spinner } from '@/ui/Spinner';
import { verifyEmail } from './api';
import { Frame } from './Frame';

type Outcome = 'asking' | 'verified' | Problem;

/** One link is used once, however often the component is mounted. */
let asked: Promise<void> | null = null;

function verified(): Promise<void> {
  asked ??=
    linkToken.token === undefined
      ? Promise.reject(new Problem({ code: 'bad-token' }))
      : verifyEmail(linkToken.token);
  return asked;
}

/** Where the link of a message about a new address leads; opening it is all there is to do. */
export function VerifyEmailPage() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>('asking');
  usePageTitle(t('verify.title'));
  const ask = () => {
    verified().then(
      () => setOutcome('verified'),
      (cause) => setOutcome(Problem.of(cause)),
    );
  };
  useEffect(ask, []);
  const home = (
    // A new page: what is known of the person has changed.
    <a href="./" className={buttonClass('primary')}>
      {t('verify.continue')}
    </a>
  );
  return (
    <Frame title={t('verify.title')}>
      {outcome === 'asking' ? (
        <p role="status" className="flex justify-center gap-2 text-muted">
          <Spinner />
          {t('verify.asking')}
        </p>
      ) : outcome === 'verified' ? (
        <EmptyState
          icon={<MailCheck size={28} strokeWidth={1.5} />}
          title={t('verify.done')}
          action={home}
        >
          {t('verify.doneText')}
        </EmptyState>
      ) : outcome.code === 'bad-token' ? (
        <EmptyState
          icon={<Unlink size={28} strokeWidth={1.5} />}
          title={t('verify.bad')}
          action={home}
        >
          {t('verify.badText')}
        </EmptyState>
      ) : (
        <ProblemView
          cause={outcome}
          title={t('verify.failed')}
          onRetry={() => {
            asked = null;
            setOutcome('asking');
            ask();
          }}
        />
      )}
    </Frame>
  );
}
