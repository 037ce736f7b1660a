import { useInfiniteQuery } from '@tanstack/react-query';
import { FileText, Globe, Network, Search, Upload as UploadIcon } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, DocumentItem, DocumentState } from '@/api/schema';
import { useStore } from '@/lib/store';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Menu, MenuItem } from '@/ui/Menu';
import { ProblemView } from '@/ui/Problem';
import { Select } from '@/ui/Select';
import { inputClass } from '@/ui/TextField';
import { documentsQuery } from './api';
import { DropZone } from './DropZone';
import { DocumentRow } from './document/DocumentRow';
import { PageDialog } from './PageDialog';
import { documentRemoval } from './removal';
import { UploadRow } from './UploadRow';
import { addFiles, uploads } from './uploads';

const Sites = lazy(() => import('./sites/Sites').then((module) => ({ default: module.Sites })));

interface Props {
  collection: Collection;
  /** The document that lies open. */
  open: string | null;
  onOpen(document: string): void;
}

/** What is in a collection, and the ways to put something in. */
export function Documents({ collection, open, onOpen }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<DocumentState | null>(null);
  const [asking, setAsking] = useState(false);
  const [addingSite, setAddingSite] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const q = useDeferredValue(search.trim());
  const sending = useStore(uploads).filter(({ collectionId }) => collectionId === collection.id);
  const writable = collection.access !== 'read' && !collection.builtIn;
  const empty = collection.documentCount === 0 && sending.length === 0;

  const add = (files: Iterable<File>) => addFiles(collection.id, files);
  const addButtons = (
    <div className="flex flex-wrap justify-center gap-2 max-sm:w-full">
      <Menu
        align="end"
        trigger={
          <Button className="max-sm:flex-1" icon={<Globe size={16} aria-hidden="true" />}>
            {t('page.add')}
          </Button>
        }
      >
        <MenuItem icon={<FileText size={16} />} onClick={() => setAsking(true)}>
          {t('page.addOne')}
        </MenuItem>
        <MenuItem icon={<Network size={16} />} onClick={() => setAddingSite(true)}>
          {t('site.add')}
        </MenuItem>
      </Menu>
      <Button
        variant="primary"
        className="max-sm:flex-1"
        icon={<UploadIcon size={16} aria-hidden="true" />}
        onClick={() => picker.current?.click()}
      >
        {t('document.addFiles')}
      </Button>
    </div>
  );
  const showPage = (page: DocumentItem, known: boolean) => {
    const readable = known && page.state === 'ready';
    if (readable) onOpen(page.id);
    setState(null);
    // What was there already may be far down the list.
    setSearch(known && !readable ? page.location : '');
  };
  return (
    <DropZone enabled={writable} text={t('document.drop')} className="min-h-64" onFiles={add}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {!empty && (
        <div className="mb-3 flex flex-wrap gap-2">
          <div className="relative min-w-0 flex-1 basis-52">
            <Search
              size={16}
              aria-hidden="true"
              className="pointer-events-none absolute start-3 top-2.5 text-muted"
            />
            <input
              type="search"
              aria-label={t('document.search')}
              placeholder={t('document.search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className={`${inputClass} h-9! ps-9`}
            />
          </div>
          <Select
            label={t('document.filter')}
            className="h-9!"
            value={state ?? ''}
            choices={[
              { value: '', label: t('document.all') },
              { value: 'ready', label: t('document.state.ready') },
              { value: 'failed', label: t('document.state.failed') },
            ]}
            onChoose={(next) => setState(next === '' ? null : (next as DocumentState))}
          />
          {writable && addButtons}
        </div>
      )}
      {!collection.builtIn && (
        <Suspense fallback={null}>
          <Sites
            collectionId={collection.id}
            writable={writable}
            adding={addingSite}
            onAdded={() => setAddingSite(false)}
          />
        </Suspense>
      )}
      {sending.length > 0 && (
        <ul
          aria-label={t('upload.list')}
          className="mb-3 divide-y divide-border overflow-hidden rounded-card border border-border bg-surface"
        >
          {sending.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {empty ? (
        <div className="rounded-card border border-border-strong/50 border-dashed">
          <EmptyState
            icon={<FileText size={28} strokeWidth={1.5} />}
            title={t('document.empty')}
            action={writable && addButtons}
          >
            {writable ? t('document.emptyText') : t('document.emptyRead')}
          </EmptyState>
        </div>
      ) : (
        <List collection={collection} q={q} state={state} open={open} onOpen={onOpen} />
      )}
      {asking && (
        <PageDialog
          collectionId={collection.id}
          onClose={() => setAsking(false)}
          onDone={showPage}
        />
      )}
    </DropZone>
  );
}

interface ListProps extends Props {
  q: string;
  state: DocumentState | null;
}

function List({ collection, q, state, open, onOpen }: ListProps) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    documentsQuery(collection.id, { q, state }),
  );
  const hidden = useStore(documentRemoval.pending);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const edge = end.current;
    if (edge === null || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    observer.observe(edge);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (error !== null && data === undefined) {
    return (
      <ProblemView cause={error} title={t('document.failed')} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) {
    return (
      <div aria-hidden="true" className="space-y-2">
        {[0, 1, 2].map((row) => (
          <div key={row} className="skeleton h-14 rounded-card!" />
        ))}
      </div>
    );
  }
  const documents = data.pages.flatMap(({ items }) => items).filter(({ id }) => !hidden.has(id));
  if (documents.length === 0) {
    return <p className="py-8 text-center text-muted">{t('document.nothingFound')}</p>;
  }
  return (
    <>
      <ul
        aria-label={t('document.list')}
        className="divide-y divide-border overflow-hidden rounded-card border border-border bg-surface"
      >
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            writable={collection.access !== 'read' && !collection.builtIn}
            open={document.id === open}
            onOpen={onOpen}
          />
        ))}
      </ul>
      <div ref={end} className="h-6" />
    </>
  );
}
