import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { configQuery } from '@/lib/server-config';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { Time } from '@/ui/Time';
import { readingsQuery } from './api';

/** Which of the person's chats an administrator has opened, and why. */
export function ChatReadings() {
  const { t } = useTranslation();
  const readings = useQuery(readingsQuery);
  const { data: config } = useQuery(configQuery);
  return (
    <Card title={t('settings.security.readings')} description={t('settings.security.readingsText')}>
      <Loaded query={readings} failed={t('settings.security.readingsFailed')} height="h-10">
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-muted">
              {config?.adminChatAccess === false
                ? t('settings.security.readingsOff')
                : t('settings.security.noReadings')}
            </p>
          ) : (
            <ul className="divide-y divide-border">
              {items.map((reading) => (
                <li key={`${reading.conversationId} ${reading.at}`} className="py-3 last:pb-0">
                  <p>
                    <span className="font-medium">{reading.administrator}</span>
                    {' · '}
                    {reading.title || t('conversation.untitled')}
                  </p>
                  <p className="text-muted text-sm">
                    “{reading.reason}” · <Time at={reading.at} />
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
