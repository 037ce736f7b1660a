import { clsx } from 'clsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebSearchOutcome } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { ProblemNote } from '@/ui/Problem';
import { checkWebSearch } from './api';

/** Searches once, to see whether the engine answers. */
export function EngineCheck() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<WebSearchOutcome | null>(null);
  const { busy, problem, submit } = useSubmit();
  const check = () =>
    submit(async () => {
      setOutcome(null);
      setOutcome(await checkWebSearch());
    });
  return (
    <div className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-2 border-border border-t pt-4">
      <Button size="small" busy={busy} onClick={check}>
        {t('settings.web-search.check')}
      </Button>
      <p role="status" className="flex min-w-0 items-baseline gap-2 text-sm">
        {outcome !== null && (
          <>
            <span
              className={clsx(
                'size-2 shrink-0 rounded-full',
                outcome.ok ? 'bg-success' : 'bg-danger',
              )}
              aria-hidden="true"
            />
            <span className={clsx(!outcome.ok && 'text-danger')}>
              {outcome.ok
                ? t('settings.web-search.works', { count: outcome.resultCount })
                : outcome.message}
            </span>
          </>
        )}
      </p>
      {problem && <ProblemNote cause={problem} />}
    </div>
  );
}
