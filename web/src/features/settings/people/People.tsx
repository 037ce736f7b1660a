import { useInfiniteQuery } from '@tanstack/react-query';
import { UserSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { MoreButton } from '@/ui/MoreButton';
import { SearchField } from '@/ui/SearchField';
import { peopleQuery } from './api';
import { PersonRow } from './PersonRow';

interface Props {
  /** Where the server lets administrators read chats. */
  onReadChats?: (username: string) => void;
}

export function People({ onReadChats }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const people = useInfiniteQuery(peopleQuery(q));
  return (
    <Card title={t('settings.people.title')} description={t('settings.people.text')}>
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
              <ul className="divide-y divide-border" aria-label={t('settings.people.title')}>
                {items.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    onReadChats={onReadChats && (() => onReadChats(person.username))}
                  />
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
