import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/Button';
import { ProblemView } from '@/ui/Problem';

/** What stands in a route's place when it breaks; the rest of the page goes on. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <div className="grid h-full place-items-center">
      <ProblemView cause={error} title={t('problem.page')} onRetry={reset}>
        <Button onClick={() => location.reload()}>{t('action.reload')}</Button>
      </ProblemView>
    </div>
  );
}
