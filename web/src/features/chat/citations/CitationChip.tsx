import { PreviewCard } from '@base-ui/react/preview-card';
import { clsx } from 'clsx';
import { FileText, Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Citation } from '@/api/schema';
import { domainOf, WebLink, webAddress } from '@/features/knowledge/document/WebLink';
import { plainWords } from '@/features/markdown/words';
import { useStore } from '@/lib/store';
import { openCitation } from './panel';

/** The number of a source in the text: hover tells what it is, a click opens the passage. */
export function CitationChip({ citation }: { citation: Citation }) {
  const { t } = useTranslation();
  const open = useStore(openCitation);
  const isOpen =
    open?.documentId === citation.documentId &&
    open.start === citation.start &&
    open.index === citation.index;
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger
        delay={250}
        closeDelay={120}
        render={
          <button
            type="button"
            data-testid="citation"
            aria-label={t('citation.open', { index: citation.index, title: citation.title })}
            aria-pressed={isOpen}
            onClick={() => openCitation.set(citation)}
            className={clsx(
              'mx-0.5 inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-full px-1 align-[0.1em] font-medium text-[11px] tabular-nums leading-none transition-colors',
              isOpen
                ? 'bg-accent text-accent-text'
                : 'bg-accent-soft text-accent hover:bg-accent hover:text-accent-text',
            )}
          >
            {citation.index}
          </button>
        }
      />
      <PreviewCard.Portal>
        <PreviewCard.Positioner sideOffset={6} collisionPadding={12} className="z-50">
          <PreviewCard.Popup className="popup w-80 max-w-[calc(100vw-24px)] p-3.5">
            <SourceHeading citation={citation} />
            <p className="mt-2 line-clamp-5 text-muted text-sm">{plainWords(citation.quote)}</p>
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}

interface HeadingProps {
  citation: Pick<Citation, 'title' | 'location'>;
  collection?: string | undefined;
}

export function SourceHeading({ citation, collection }: HeadingProps) {
  const address = webAddress(citation.location);
  const Icon = address === null ? FileText : Globe;
  return (
    <span className="flex items-start gap-2.5">
      <Icon size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
      <span className="min-w-0">
        <span className="block font-medium leading-5 [overflow-wrap:anywhere]">
          {citation.title}
        </span>
        <span className="block truncate text-muted text-xs empty:hidden">
          {collection}
          {collection && citation.location && ' · '}
          {address === null ? (
            citation.location
          ) : (
            <WebLink href={address}>{domainOf(address)}</WebLink>
          )}
        </span>
      </span>
    </span>
  );
}
