import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Ellipsis } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/schema';
import { ConversationMenu } from '@/features/conversations/ConversationMenu';
import { drawerOpen } from '@/lib/frame';

export const ConversationRow = memo(function ConversationRow({
  conversation,
}: {
  conversation: Conversation;
}) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const title = conversation.title || t('conversation.untitled');
  return (
    <div className="group/row relative h-9">
      <Link
        to="/chat/$conversationId"
        params={{ conversationId: conversation.id }}
        preload={false}
        onClick={() => drawerOpen.set(false)}
        title={title}
        className={clsx(
          'flex h-9 items-center gap-2 rounded-control ps-2.5 pe-9 transition-colors hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-medium',
          menuOpen && 'bg-hover',
        )}
      >
        <span className={clsx('truncate', conversation.title === '' && 'text-muted')}>{title}</span>
        {conversation.runningTurnId && (
          <span
            role="img"
            aria-label={t('conversation.running')}
            className="size-1.5 shrink-0 animate-[caret_1.4s_ease-in-out_infinite] rounded-full bg-accent"
          />
        )}
      </Link>
      <ConversationMenu
        conversation={conversation}
        onOpenChange={setMenuOpen}
        trigger={
          <button
            type="button"
            aria-label={t('conversation.menuOf', { title })}
            className={clsx(
              'absolute end-1 top-1 inline-flex size-7 items-center justify-center rounded-md text-muted transition-opacity hover:text-text focus-visible:opacity-100 group-hover/row:opacity-100 touch:opacity-100',
              menuOpen ? 'opacity-100' : 'opacity-0',
            )}
          >
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        }
      />
    </div>
  );
});
