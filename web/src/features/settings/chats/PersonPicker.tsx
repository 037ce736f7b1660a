import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight, UserSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { MoreButton } from '@/ui/MoreButton';
import { SearchField } from '@/ui/SearchField';
import { peopleQuery } from '../people/api';

/** Whose chats are to be read. */
export function PersonPicker({ onPick }: { onPick(username: string): void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const people = useInfiniteQuery(peopleQuery(q));
  return (
    <Card title={t('settings.chats.title')} description={t('settings.chats.text')}>
      <SearchField label={t('settings.people.search')} onSearch={setQ} />
      <div className="mt-3">
        <Loaded query={people} failed={t('settings.people.failed')} height="h-40">
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return items.length === 0 ? (
              <EmptyState
                icon={<UserSearch size={28} strokeWidth={1.5} />}
                title={t('settings.people.nobody')}
              >
                {t('settings.people.nobodyText')}
              </EmptyState>
            ) : (
              <ul className="-mx-2" aria-label={t('settings.people.title')}>
                {items.map(({ id, username, displayName, email }) => (
                  <li key={id}>
                    <button
                      type="button"
                      className="flex min-h-12 w-full items-center gap-3 rounded-control px-2 py-1.5 text-start transition-colors hover:bg-hover"
                      onClick={() => onPick(username)}
                    >
                      <span className="min-w-0 flex-1">
                        <span className="block truncate font-medium">
                          {displayName || username}
                        </span>
                        <span className="block truncate text-muted text-sm">
                          {[displayName !== username && username, email]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </span>
                      <ChevronRight
                        size={16}
                        aria-hidden="true"
                        className="shrink-0 text-muted rtl:-scale-x-100"
                      />
                    </button>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
        <MoreButton query={people} />
      </div>
    </Card>
  );
}
