import { useTranslation } from 'react-i18next';
import type { Citation } from '@/api/schema';
import { domainOf, webAddress } from '@/features/knowledge/document/WebLink';
import { openCitation } from './panel';

/** The documents that an answer stands on, each once. */
export function Sources({ citations }: { citations: readonly Citation[] }) {
  const { t } = useTranslation();
  const documents = new Map<string, Citation[]>();
  for (const citation of citations) {
    documents.set(citation.documentId, [...(documents.get(citation.documentId) ?? []), citation]);
  }
  return (
    <section aria-label={t('citation.sources')} className="mt-4 flex flex-wrap gap-2">
      {[...documents.values()].map(([first, ...more]) =>
        first === undefined ? null : (
          <button
            key={first.documentId}
            type="button"
            onClick={() => openCitation.set(first)}
            className="inline-flex h-8 max-w-full items-center gap-2 rounded-full border border-border bg-surface px-3 text-sm transition-colors hover:bg-hover"
          >
            <span className="shrink-0 font-medium text-accent text-xs tabular-nums">
              {[first, ...more].map((citation) => citation.index).join(', ')}
            </span>
            <SourceName citation={first} />
          </button>
        ),
      )}
    </section>
  );
}

/** A page of the web is known by its site first. */
function SourceName({ citation }: { citation: Citation }) {
  const address = webAddress(citation.location);
  if (address === null) return <span className="truncate">{citation.title}</span>;
  return (
    <>
      <span className="shrink-0">{domainOf(address)}</span>
      <span className="max-w-56 truncate text-muted">{citation.title}</span>
    </>
  );
}
