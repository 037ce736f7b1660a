import { useInfiniteQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/schema';
import { plainWords } from '@/features/markdown/words';
import { Button } from '@/ui/Button';
import { ProblemView } from '@/ui/Problem';
import { passagesQuery } from '../api';
import type { Span } from './DocumentPanel';

interface Props {
  documentId: string;
  shown: Span | null;
  onShow(span: Span): void;
}

/** The passages that a document was cut into: what is searched and cited. */
export function Passages({ documentId, shown, onShow }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    passagesQuery(documentId),
  );
  if (error !== null && data === undefined) {
    return (
      <ProblemView
        cause={error}
        title={t('document.passagesFailed')}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3">
      <ul aria-label={t('document.passagesTab')} className="space-y-1">
        {data?.pages
          .flatMap(({ items }) => items)
          .map((passage) => (
            <PassageItem
              key={passage.id}
              passage={passage}
              shown={shown?.start === passage.start && shown.end === passage.end}
              onShow={onShow}
            />
          ))}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center py-3">
          <Button size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('document.morePassages')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ItemProps {
  passage: Passage;
  shown: boolean;
  onShow(span: Span): void;
}

function PassageItem({ passage, shown, onShow }: ItemProps) {
  const { t } = useTranslation();
  const where = [
    passage.section,
    passage.page !== null && t('document.page', { page: passage.page }),
    t('document.tokens', { count: passage.tokens }),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        aria-pressed={shown}
        onClick={() => onShow(passage)}
        className={clsx(
          'w-full rounded-control px-3 py-2.5 text-start transition-colors hover:bg-hover',
          shown && 'bg-hover',
        )}
      >
        <span className="flex items-baseline gap-2 text-muted text-xs tabular-nums">
          <span className="font-medium text-text">{passage.ordinal + 1}</span>
          <span className="min-w-0 truncate">{where.join(' · ')}</span>
        </span>
        <span className="mt-1 line-clamp-3 text-sm [overflow-wrap:anywhere]">
          {plainWords(passage.text)}
        </span>
      </button>
    </li>
  );
}
