import { CircleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { Button } from './Button';
import { useHeading } from './heading';

interface Props {
  cause: unknown;
  title: string;
  onRetry?: () => void;
  /** Beside something more important. */
  quiet?: boolean;
  children?: ReactNode;
}

/** What happened, what to do, and an id to report: the error state of a whole view. */
export function ProblemView({ cause, title, onRetry, quiet = false, children }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const problem = Problem.of(cause);
  const Heading = useHeading();
  const Icon = problem.code === 'network' ? WifiOff : CircleAlert;
  return (
    <div
      role="alert"
      className="mx-auto flex max-w-sm flex-col items-center gap-3 px-6 py-12 text-center"
    >
      <Icon size={28} strokeWidth={1.5} className="text-muted" aria-hidden="true" />
      <Heading className="text-md font-semibold">{title}</Heading>
      <p className="text-muted">{sentence(problem)}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        {onRetry && (
          <Button variant={quiet ? 'secondary' : 'primary'} onClick={onRetry}>
            {t('action.tryAgain')}
          </Button>
        )}
        {children}
      </div>
      {problem.requestId && problem.status !== 404 && (
        <p className="mt-2 font-mono text-xs text-muted">
          {t('problem.id', { id: problem.requestId })}
        </p>
      )}
    </div>
  );
}

/** The same, small, within a form or a card. */
export function ProblemNote({ cause }: { cause: unknown }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const problem = Problem.of(cause);
  return (
    <div role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-sm text-danger">
      {sentence(problem)}
      {problem.requestId && problem.status >= 500 && (
        <span className="ms-1 font-mono text-xs">{t('problem.id', { id: problem.requestId })}</span>
      )}
    </div>
  );
}
