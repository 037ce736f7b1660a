import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft, FolderX, MessageSquarePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { usePageTitle } from '@/lib/page-title';
import { Problem } from '@/lib/problem';
import { Button, buttonClass } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { IconButton } from '@/ui/IconButton';
import { PageHeader } from '@/ui/PageHeader';
import { ProblemView } from '@/ui/Problem';
import { Tabs } from '@/ui/Tabs';
import type { CollectionSearch } from './address';
import { collectionQuery } from './api';
import { Counts, Shared } from './CollectionFacts';
import { CollectionMenu } from './CollectionMenu';
import { newChatCollections } from './choice';
import { Documents } from './Documents';
import { DocumentPanel } from './document/DocumentPanel';
import { Inspector } from './inspector/Inspector';
import { Reembedding } from './Reembedding';

export function CollectionPage() {
  const { collectionId } = useParams({ from: '/knowledge/$collectionId' });
  return <Page key={collectionId} id={collectionId} />;
}

function Page({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: collection, error, refetch } = useQuery(collectionQuery(id));
  const search = useSearch({ from: '/knowledge/$collectionId' });
  usePageTitle(collection?.name ?? t('knowledge.title'));
  const go = (next: CollectionSearch) =>
    void navigate({ to: '/knowledge/$collectionId', params: { collectionId: id }, search: next });
  return (
    <div className="flex h-full">
      <div className="flex h-full min-w-0 flex-1 flex-col">
        <PageHeader end={collection && <HeaderEnd collection={collection} />}>
          <Back />
          <span className="truncate text-muted">{t('knowledge.title')}</span>
        </PageHeader>
        <main className="min-h-0 flex-1 overflow-y-auto" data-testid="collection">
          <div className="mx-auto w-full max-w-3xl px-4 pt-2 pb-16 sm:px-6">
            {error !== null && collection === undefined ? (
              <Failed cause={error} onRetry={() => void refetch()} />
            ) : collection === undefined ? (
              <div className="skeleton h-16 max-w-md" aria-hidden="true" />
            ) : (
              <>
                <Heading collection={collection} />
                <Tabs
                  label={t('knowledge.views')}
                  value={search.view ?? 'documents'}
                  onChange={(next) => go(next === 'inspector' ? { view: next } : {})}
                  tabs={[
                    {
                      value: 'documents',
                      label: t('knowledge.documentsTab'),
                      content: (
                        <Documents
                          collection={collection}
                          open={search.document ?? null}
                          onOpen={(document) => go({ document })}
                        />
                      ),
                    },
                    {
                      value: 'inspector',
                      label: t('inspector.title'),
                      content: (
                        <Inspector
                          collection={collection}
                          onOpen={({ documentId, start, end }) =>
                            go({ view: 'inspector', document: documentId, start, end })
                          }
                        />
                      ),
                    },
                  ]}
                />
              </>
            )}
          </div>
        </main>
      </div>
      {search.document !== undefined && (
        <DocumentPanel
          key={search.document}
          id={search.document}
          passage={
            search.start !== undefined && search.end !== undefined
              ? { start: search.start, end: search.end }
              : null
          }
          onPassage={({ start, end }) => go({ ...search, start, end })}
          onClose={() => go(search.view === undefined ? {} : { view: search.view })}
        />
      )}
    </div>
  );
}

function Back() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <IconButton
      label={t('knowledge.back')}
      icon={<ChevronLeft size={18} className="rtl:-scale-x-100" />}
      onClick={() => void navigate({ to: '/knowledge' })}
    />
  );
}

function HeaderEnd({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        icon={<MessageSquarePlus size={16} aria-hidden="true" />}
        onClick={() => {
          newChatCollections.set([collection.id]);
          void navigate({ to: '/' });
        }}
      >
        {t('knowledge.ask')}
      </Button>
      <CollectionMenu collection={collection} label={t('knowledge.menu')} />
    </>
  );
}

function Heading({ collection }: { collection: Collection }) {
  return (
    <div className="pt-2 pb-5 md:pt-5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h1 className="font-semibold text-lg tracking-tight [overflow-wrap:anywhere]">
          {collection.name}
        </h1>
        <Shared collection={collection} />
      </div>
      {collection.description !== '' && (
        <p className="mt-1 max-w-xl text-muted [overflow-wrap:anywhere]">
          {collection.description}
        </p>
      )}
      <p className="mt-1 text-muted text-sm" role="status">
        <Counts collection={collection} />
      </p>
      <Reembedding collection={collection} />
    </div>
  );
}

function Failed({ cause, onRetry }: { cause: unknown; onRetry(): void }) {
  const { t } = useTranslation();
  if (Problem.of(cause).status !== 404) {
    return <ProblemView cause={cause} title={t('knowledge.failedOne')} onRetry={onRetry} />;
  }
  return (
    <div className="pt-[14vh]">
      <EmptyState
        icon={<FolderX size={28} strokeWidth={1.5} />}
        title={t('knowledge.missing')}
        action={
          <Link to="/knowledge" className={buttonClass('primary')}>
            {t('knowledge.all')}
          </Link>
        }
      >
        {t('knowledge.missingText')}
      </EmptyState>
    </div>
  );
}
