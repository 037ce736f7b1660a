import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { configQuery } from '@/lib/server-config';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { PersonChats } from './PersonChats';
import { PersonPicker } from './PersonPicker';

/** Reading somebody's chat: who it is stays in the address, so that the list of people can lead here. */
export function ReadChats() {
  const navigate = useNavigate();
  const { person } = useSearch({ from: '/settings/$section' });
  return (
    <Reading
      person={person ?? null}
      onPerson={(next) =>
        void navigate({
          to: '/settings/$section',
          params: { section: 'chats' },
          search: next === null ? {} : { person: next },
        })
      }
    />
  );
}

interface Props {
  /** By username. */
  person: string | null;
  onPerson(person: string | null): void;
}

export function Reading({ person, onPerson }: Props) {
  const { t } = useTranslation();
  const config = useQuery(configQuery);
  return (
    <Loaded query={config} failed={t('settings.chats.failed')} height="h-40">
      {({ adminChatAccess }) =>
        !adminChatAccess ? (
          <Card title={t('settings.chats.off')} description={t('settings.chats.offText')} />
        ) : person === null ? (
          <PersonPicker onPick={onPerson} />
        ) : (
          <PersonChats key={person} username={person} onLeave={() => onPerson(null)} />
        )
      }
    </Loaded>
  );
}
