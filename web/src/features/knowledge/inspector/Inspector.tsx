import { useMutation } from '@tanstack/react-query';
import { Search, TextSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, InspectedPassage } from '@/api/schema';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemView } from '@/ui/Problem';
import { inputClass } from '@/ui/TextField';
import { inspect } from '../api';
import { Inspected } from './Inspected';

interface Props {
  collection: Collection;
  onOpen(passage: InspectedPassage): void;
}

/** What the search makes of a question: every ranking it looked at, and why each passage was used or not. */
export function Inspector({ collection, onOpen }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const search = useMutation({ mutationFn: (asked: string) => inspect(collection.id, asked) });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() !== '') search.mutate(query.trim());
  };
  return (
    <>
      <form onSubmit={onSubmit} className="mb-4 flex gap-2">
        <div className="relative min-w-0 flex-1">
          <Search
            size={16}
            aria-hidden="true"
            className="pointer-events-none absolute start-3 top-3 text-muted"
          />
          <input
            type="search"
            dir="auto"
            aria-label={t('inspector.query')}
            placeholder={t('inspector.query')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className={`${inputClass} ps-9`}
          />
        </div>
        <Button
          type="submit"
          variant="primary"
          className="h-10!"
          busy={search.isPending}
          disabled={query.trim() === ''}
        >
          {t('inspector.run')}
        </Button>
      </form>
      {search.isError ? (
        <ProblemView
          cause={search.error}
          title={t('inspector.failed')}
          onRetry={() => search.mutate(query.trim())}
        />
      ) : search.data === undefined ? (
        <EmptyState icon={<TextSearch size={28} strokeWidth={1.5} />} title={t('inspector.empty')}>
          {t('inspector.emptyText')}
        </EmptyState>
      ) : (
        <Inspected inspection={search.data} onOpen={onOpen} />
      )}
    </>
  );
}
