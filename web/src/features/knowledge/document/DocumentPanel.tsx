import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/ui/IconButton';
import { ProblemView } from '@/ui/Problem';
import { Tabs } from '@/ui/Tabs';
import { documentQuery } from '../api';
import { MarkedDocument } from '../MarkedDocument';
import { iconOf } from './icon';
import { Passages } from './Passages';
import { WebLink, webAddress } from './WebLink';

export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Props {
  id: string;
  /** The passage that is marked. */
  passage: Span | null;
  onPassage(passage: Span): void;
  onClose(): void;
}

/** A document as it was read, beside the list where there is room, else over it; and the passages it was cut into. */
export function DocumentPanel({ id, passage, onPassage, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(documentQuery(id));
  const [view, setView] = useState<'text' | 'passages'>('text');
  const panel = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    const back = opener.current;
    return () => {
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, []);

  const show = (span: Span) => {
    onPassage(span);
    setView('text');
    // What was pressed is gone with the list.
    panel.current?.focus({ preventScroll: true });
  };
  const Icon = iconOf(data ?? { location: '', mediaType: '' });
  const address = webAddress(data?.location ?? '');
  const facts = [
    address === null && data?.location !== data?.title && data?.location,
    data?.pages && t('document.pages', { count: data.pages }),
    data?.tokens && t('document.tokens', { count: data.tokens }),
  ].filter(Boolean);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('document.panel')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      className="fixed inset-0 z-30 flex flex-col border-border bg-bg outline-none lg:static lg:z-auto lg:w-[440px] lg:shrink-0 lg:border-s"
    >
      <div className="flex items-start justify-between gap-2 py-2.5 ps-5 pe-2">
        <div className="flex min-w-0 items-start gap-2.5 pt-1.5">
          <Icon size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
          <div className="min-w-0">
            <h2 className="font-medium leading-5 [overflow-wrap:anywhere]">{data?.title ?? '…'}</h2>
            {address !== null && (
              <p className="truncate text-muted text-xs">
                <WebLink href={address}>{address}</WebLink>
              </p>
            )}
            <p className="truncate text-muted text-xs tabular-nums">{facts.join(' · ')}</p>
          </div>
        </div>
        <IconButton label={t('action.close')} icon={<X size={18} />} onClick={onClose} />
      </div>
      {error !== null && data === undefined ? (
        <ProblemView cause={error} title={t('citation.failed')} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <TextSkeleton />
      ) : (
        <PanelTabs
          label={t('document.views')}
          value={view}
          onChange={setView}
          text={
            <MarkedDocument document={data} start={passage?.start ?? 0} end={passage?.end ?? 0} />
          }
          passages={<Passages documentId={id} shown={passage} onShow={show} />}
        />
      )}
    </aside>
  );
}

interface PanelTabsProps {
  label: string;
  value: 'text' | 'passages';
  onChange(value: 'text' | 'passages'): void;
  text: React.ReactNode;
  passages: React.ReactNode;
}

function PanelTabs({ label, value, onChange, text, passages }: PanelTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs
      fill
      label={label}
      value={value}
      onChange={onChange}
      tabs={[
        { value: 'text', label: t('document.text'), content: text },
        { value: 'passages', label: t('document.passagesTab'), content: passages },
      ]}
    />
  );
}

function TextSkeleton() {
  return (
    <div className="space-y-3 p-5" aria-hidden="true">
      {['w-2/5', 'w-full', 'w-11/12', 'w-4/5', 'w-full', 'w-3/5'].map((width) => (
        <div key={width} className={`skeleton h-4 ${width}`} />
      ))}
    </div>
  );
}
