import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Citation, SourceDocument } from '@/api/schema';
import { getJson } from '@/lib/http';
import { useStore } from '@/lib/store';
import { IconButton } from '@/ui/IconButton';
import { ProblemView } from '@/ui/Problem';
import { SourceHeading } from './CitationChip';
import { openCitation } from './panel';

const MarkedDocument = lazy(() =>
  import('@/features/knowledge/MarkedDocument').then((module) => ({
    default: module.MarkedDocument,
  })),
);

/** The cited passage in its document, beside the chat where there is room, else over it. */
export function SourcePanel() {
  const citation = useStore(openCitation);
  useEffect(() => () => openCitation.set(null), []);
  return citation === null ? null : <Panel citation={citation} />;
}

function Panel({ citation }: { citation: Citation }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  const { data, error, refetch } = useQuery({
    queryKey: ['document', citation.documentId],
    queryFn: ({ signal }) =>
      getJson<SourceDocument>(`/documents/${citation.documentId}`, undefined, signal),
    staleTime: 5 * 60_000,
  });

  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    const back = opener.current;
    return () => {
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, []);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('citation.panel')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') openCitation.set(null);
      }}
      className="fixed inset-0 z-30 flex flex-col border-border bg-bg outline-none lg:static lg:z-auto lg:w-[420px] lg:shrink-0 lg:border-s"
    >
      <div className="flex items-start justify-between gap-2 border-border border-b py-2.5 ps-5 pe-2">
        <div className="min-w-0 pt-1.5">
          <SourceHeading citation={data ?? citation} collection={data?.collection?.name} />
        </div>
        <IconButton
          label={t('action.close')}
          icon={<X size={18} />}
          onClick={() => openCitation.set(null)}
        />
      </div>
      {error ? (
        <ProblemView cause={error} title={t('citation.failed')} onRetry={() => void refetch()} />
      ) : (
        <Suspense fallback={<PassageSkeleton />}>
          {data === undefined ? (
            <PassageSkeleton />
          ) : (
            <MarkedDocument document={data} start={citation.start} end={citation.end} />
          )}
        </Suspense>
      )}
    </aside>
  );
}

function PassageSkeleton() {
  return (
    <div className="space-y-3 p-5" aria-hidden="true">
      {['w-2/5', 'w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-3/5'].map((width) => (
        <div key={width} className={`skeleton h-4 ${width}`} />
      ))}
    </div>
  );
}
