import { useInfiniteQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatTitle, OpenedChat } from '@/api/identity';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { MoreButton } from '@/ui/MoreButton';
import { Time } from '@/ui/Time';
import { chatsOfQuery } from './api';
import { OpenChat } from './OpenChat';
import { ReasonDialog } from './ReasonDialog';

interface Props {
  username: string;
  onLeave(): void;
}

/** The chats of one person by title; none is read before a reason was given. */
export function PersonChats({ username, onLeave }: Props) {
  const { t } = useTranslation();
  const chats = useInfiniteQuery(chatsOfQuery(username));
  const [asking, setAsking] = useState<ChatTitle | null>(null);
  const [opened, setOpened] = useState<OpenedChat | null>(null);
  const ask = (id: string) => {
    const chat = chats.data?.pages.flatMap((page) => page.items).find((one) => one.id === id);
    setAsking(chat ?? null);
  };
  return (
    <>
      {opened !== null ? (
        <OpenChat
          // Each reading begins anew.
          key={opened.expiresAt}
          opened={opened}
          username={username}
          onAgain={() => ask(opened.conversationId)}
          onClose={() => setOpened(null)}
        />
      ) : (
        <Card
          title={t('settings.chats.of', { name: username })}
          description={t('settings.chats.ofText')}
          actions={
            <Button size="small" onClick={onLeave}>
              {t('settings.chats.another')}
            </Button>
          }
        >
          <Loaded query={chats} failed={t('settings.chats.listFailed')} height="h-40">
            {({ pages }) => {
              const items = pages.flatMap((page) => page.items);
              return items.length === 0 ? (
                <EmptyState
                  icon={<MessagesSquare size={28} strokeWidth={1.5} />}
                  title={t('settings.chats.none')}
                >
                  {t('settings.chats.noneText', { name: username })}
                </EmptyState>
              ) : (
                <ul
                  className="divide-y divide-border"
                  aria-label={t('settings.chats.of', { name: username })}
                >
                  {items.map((chat) => (
                    <ChatRow key={chat.id} chat={chat} onRead={() => setAsking(chat)} />
                  ))}
                </ul>
              );
            }}
          </Loaded>
          <MoreButton query={chats} />
        </Card>
      )}
      {asking !== null && (
        <ReasonDialog
          chat={asking}
          username={username}
          onOpened={setOpened}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function ChatRow({ chat, onRead }: { chat: ChatTitle; onRead(): void }) {
  const { t } = useTranslation();
  const title = chat.title || t('conversation.untitled');
  return (
    <li className="flex items-center gap-3 py-3 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title}</p>
        <p className="text-muted text-sm">
          {t('settings.chats.lastUsed')} <Time at={chat.updatedAt} />
        </p>
      </div>
      <Button
        size="small"
        aria-label={t('settings.chats.readOf', { title })}
        aria-haspopup="dialog"
        onClick={onRead}
      >
        {t('settings.chats.read')}
      </Button>
    </li>
  );
}
