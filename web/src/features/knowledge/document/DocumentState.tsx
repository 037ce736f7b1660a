import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '@/api/schema';
import { Progress } from '@/ui/Progress';
import { useReason } from './reason';

/** How far a document has come that cannot be searched yet, or why it never will be. */
export function DocumentStateLine({
  document,
}: {
  document: Pick<DocumentItem, 'state' | 'progress' | 'error' | 'title'>;
}) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const { state, progress, error, title } = document;
  if (state === 'failed') {
    return (
      <p className="mt-0.5 flex items-start gap-1.5 text-danger text-sm">
        <CircleAlert size={14} aria-hidden="true" className="mt-[3px] shrink-0" />
        {reasonOf(error)}
      </p>
    );
  }
  const known = progress !== null && progress.total > 0;
  return (
    <div className="mt-0.5 flex items-center gap-3">
      <span className="shrink-0 text-muted text-sm tabular-nums">
        {state === 'embedding' && known
          ? t('document.embedding', { done: progress.done, total: progress.total })
          : t(`document.state.${state}`)}
      </span>
      {state !== 'queued' && (
        <span className="max-w-40 flex-1">
          <Progress
            label={t('document.progressOf', { title })}
            share={known ? progress.done / progress.total : null}
          />
        </span>
      )}
    </div>
  );
}
