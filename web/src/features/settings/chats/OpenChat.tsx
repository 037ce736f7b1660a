import { useInfiniteQuery } from '@tanstack/react-query';
import { Clock, Eye } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedChat } from '@/api/identity';
import type { Message } from '@/api/schema';
import { Markdown } from '@/features/markdown/Markdown';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { Time } from '@/ui/Time';
import { messagesQuery } from './api';

interface Props {
  opened: OpenedChat;
  username: string;
  /** To give a reason again, once the time is up. */
  onAgain(): void;
  onClose(): void;
}

/** Somebody's chat, for as long as it may be read. */
export function OpenChat({ opened, username, onAgain, onClose }: Props) {
  const { t } = useTranslation();
  const minutes = useMinutesLeft(opened.expiresAt);
  const over = minutes <= 0;
  return (
    <Card
      title={opened.title || t('conversation.untitled')}
      description={t('settings.chats.openOf', { name: username })}
      actions={
        <Button size="small" onClick={onClose}>
          {t('settings.chats.leave')}
        </Button>
      }
    >
      {over ? (
        <EmptyState
          icon={<Clock size={28} strokeWidth={1.5} />}
          title={t('settings.chats.over')}
          action={
            <Button variant="primary" onClick={onAgain}>
              {t('settings.chats.again')}
            </Button>
          }
        >
          {t('settings.chats.overText')}
        </EmptyState>
      ) : (
        <>
          <p
            role="status"
            className="mb-5 flex gap-2.5 rounded-control bg-warning-soft px-3 py-2.5 text-sm text-warning"
          >
            <Eye size={18} aria-hidden="true" className="mt-px shrink-0" />
            {t('settings.chats.left', { count: minutes, name: username })}
          </p>
          <Messages opened={opened} username={username} />
        </>
      )}
    </Card>
  );
}

function Messages({ opened, username }: { opened: OpenedChat; username: string }) {
  const { t } = useTranslation();
  const messages = useInfiniteQuery(messagesQuery(opened));
  return (
    <Loaded query={messages} failed={t('settings.chats.messagesFailed')} height="h-64">
      {({ pages }) => {
        // Pages come from the end of the chat backwards, each in the order of the chat.
        const items = [...pages].reverse().flatMap((page) => page.items);
        return (
          <>
            {messages.hasNextPage && (
              <div className="mb-5 flex justify-center">
                <Button
                  size="small"
                  busy={messages.isFetchingNextPage}
                  onClick={() => void messages.fetchNextPage()}
                >
                  {t('settings.chats.earlier')}
                </Button>
              </div>
            )}
            {items.length === 0 && <p className="text-muted">{t('settings.chats.empty')}</p>}
            <div className="space-y-6">
              {items.map((message) => (
                <MessageText key={message.id} message={message} username={username} />
              ))}
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function MessageText({ message, username }: { message: Message; username: string }) {
  const { t } = useTranslation();
  const text = message.parts
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('');
  const asked = message.role === 'user';
  const who = asked ? username : t('message.answer');
  return (
    <article aria-label={who}>
      <p className="mb-1.5 text-muted text-sm">
        <span className="font-medium text-text">{who}</span> · <Time at={message.createdAt} />
      </p>
      {text === '' ? (
        <p className="text-muted">{message.error?.message ?? t('settings.chats.noText')}</p>
      ) : asked ? (
        <p
          dir="auto"
          className="whitespace-pre-wrap rounded-card bg-bubble px-4 py-2.5 text-md leading-relaxed [overflow-wrap:anywhere]"
        >
          {text}
        </p>
      ) : (
        <Markdown text={text} streaming={false} idPrefix={`${message.id}-`} />
      )}
    </article>
  );
}

/** Whole minutes that are left, counted up; zero when there are none. */
function useMinutesLeft(end: string): number {
  const [minutes, setMinutes] = useState(() => minutesUntil(end));
  useEffect(() => {
    const timer = setInterval(() => setMinutes(minutesUntil(end)), 1000);
    return () => clearInterval(timer);
  }, [end]);
  return minutes;
}

function minutesUntil(end: string): number {
  return Math.max(0, Math.ceil((Date.parse(end) - Date.now()) / 60_000));
}
