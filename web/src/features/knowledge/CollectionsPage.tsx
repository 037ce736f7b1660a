import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LibraryBig, Plus, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { usePageTitle } from '@/lib/page-title';
import { useStore } from '@/lib/store';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { PageHeader } from '@/ui/PageHeader';
import { ProblemView } from '@/ui/Problem';
import { inputClass } from '@/ui/TextField';
import { collectionsQuery } from './api';
import { CollectionDialog } from './CollectionDialog';
import { CollectionRow } from './CollectionRow';
import { collectionRemoval } from './removal';

/** So many collections are seen at a glance; more are searched. */
const searchFrom = 8;

/** All collections that the person may read. */
export function CollectionsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(collectionsQuery);
  const hidden = useStore(collectionRemoval.pending);
  const [making, setMaking] = useState(false);
  usePageTitle(t('knowledge.title'));
  const collections = data?.filter(({ id }) => !hidden.has(id));
  const open = ({ id }: Collection) =>
    void navigate({ to: '/knowledge/$collectionId', params: { collectionId: id } });
  return (
    <div className="flex h-full flex-col">
      <PageHeader>
        <h1 className="px-2 font-semibold text-[15px]">{t('knowledge.title')}</h1>
      </PageHeader>
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-3xl px-4 pt-2 pb-16 sm:px-6 md:pt-6">
          <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <p className="max-w-md flex-1 basis-64 text-balance text-muted">
              {t('knowledge.text')}
            </p>
            <Button
              variant="primary"
              icon={<Plus size={16} aria-hidden="true" />}
              onClick={() => setMaking(true)}
            >
              {t('knowledge.new')}
            </Button>
          </div>
          {error !== null && collections === undefined ? (
            <ProblemView
              cause={error}
              title={t('knowledge.failed')}
              onRetry={() => void refetch()}
            />
          ) : collections === undefined ? (
            <ListSkeleton />
          ) : (
            <List collections={collections} />
          )}
        </div>
      </main>
      {making && (
        <CollectionDialog collection={null} onClose={() => setMaking(false)} onDone={open} />
      )}
    </div>
  );
}

function List({ collections }: { collections: readonly Collection[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const label = useId();
  const wanted = search.trim().toLocaleLowerCase();
  const shown = collections.filter(({ name, description }) =>
    `${name} ${description}`.toLocaleLowerCase().includes(wanted),
  );
  const own = collections.filter(({ builtIn }) => !builtIn);
  return (
    <>
      {collections.length >= searchFrom && (
        <div className="relative mb-4">
          <Search
            size={16}
            aria-hidden="true"
            className="pointer-events-none absolute start-3 top-3 text-muted"
          />
          <input
            type="search"
            aria-label={t('knowledge.search')}
            placeholder={t('knowledge.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className={`${inputClass} ps-9`}
          />
        </div>
      )}
      {own.length === 0 && (
        <div className="mb-4 rounded-card border border-border-strong/50 border-dashed">
          <EmptyState
            icon={<LibraryBig size={28} strokeWidth={1.5} />}
            title={t('knowledge.empty')}
          >
            {t('knowledge.emptyText')}
          </EmptyState>
        </div>
      )}
      {shown.length === 0 ? (
        <p className="py-8 text-center text-muted">{t('knowledge.nothingFound')}</p>
      ) : (
        <section aria-labelledby={label}>
          <h2 id={label} className="sr-only">
            {t('knowledge.list')}
          </h2>
          <ul className="divide-y divide-border overflow-hidden rounded-card border border-border bg-surface">
            {shown.map((collection) => (
              <CollectionRow key={collection.id} collection={collection} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden="true" className="space-y-3">
      {[0, 1, 2].map((row) => (
        <div key={row} className="skeleton h-[74px] rounded-card!" />
      ))}
    </div>
  );
}
