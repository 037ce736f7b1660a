import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { configQuery } from '@/lib/server-config';
import { People } from './People';

export function PeoplePage() {
  const navigate = useNavigate();
  const { data: config } = useQuery(configQuery);
  const readChats = (person: string) =>
    void navigate({
      to: '/settings/$section',
      params: { section: 'chats' },
      search: { person },
    });
  return <People {...(config?.adminChatAccess && { onReadChats: readChats })} />;
}
