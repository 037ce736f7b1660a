import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/schema';
import { conversationsQuery } from '@/features/conversations/api';
import { type DayGroup, groupByDay, groupKey } from '@/features/conversations/grouping';
import { conversationRemoval } from '@/features/conversations/removal';
import { monthName } from '@/lib/format';
import { useStore } from '@/lib/store';
import { useToday } from '@/lib/use-today';
import { ProblemView } from '@/ui/Problem';
import { ConversationRow } from './ConversationRow';

type Row =
  | { readonly kind: 'group'; readonly key: string; readonly group: DayGroup }
  | { readonly kind: 'chat'; readonly key: string; readonly conversation: Conversation };

const rowHeight = { group: 34, chat: 36 } as const;

/** All chats by day, newest first. Only what is in sight is in the page. */
export function ConversationList() {
  const { t } = useTranslation();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(conversationsQuery);
  const hidden = useStore(conversationRemoval.pending);
  const today = useToday();
  const rows = useMemo(
    () => rowsOf(data?.pages.flatMap((page) => page.items) ?? [], hidden, today),
    [data, hidden, today],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight[rows[index]?.kind ?? 'chat'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [lastShown, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (isPending) return <ListSkeleton />;
  if (error !== null && data === undefined) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ProblemView
          quiet
          cause={error}
          title={t('sidebar.failed')}
          onRetry={() => void refetch()}
        />
      </div>
    );
  }
  if (rows.length === 0) {
    return <p className="flex-1 px-5 py-3 text-muted text-sm">{t('sidebar.empty')}</p>;
  }
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2" data-testid="chat-list">
      <ul className="relative" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)`, blockSize: item.size }}
            >
              {row.kind === 'group' ? (
                <h2 className="px-2.5 pt-3.5 font-medium text-muted text-xs">
                  <GroupName group={row.group} now={today} />
                </h2>
              ) : (
                <ConversationRow conversation={row.conversation} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function GroupName({ group, now }: { group: DayGroup; now: Date }) {
  const { t } = useTranslation();
  return group.kind === 'past' ? monthName(group.year, group.month, now) : t(`day.${group.kind}`);
}

function rowsOf(
  conversations: readonly Conversation[],
  hidden: ReadonlySet<string>,
  today: Date,
): Row[] {
  const shown = conversations.filter((conversation) => !hidden.has(conversation.id));
  return groupByDay(shown, today).flatMap(({ group, items }): Row[] => [
    { kind: 'group', key: groupKey(group), group },
    ...items.map((conversation): Row => ({ kind: 'chat', key: conversation.id, conversation })),
  ]);
}

function ListSkeleton() {
  return (
    <div aria-hidden="true" className="flex-1 space-y-4 px-4 pt-4">
      {['w-16', 'w-4/5', 'w-3/5', 'w-2/3', 'w-20', 'w-3/4', 'w-1/2'].map((width) => (
        <div key={width} className={`skeleton h-4 ${width}`} />
      ))}
    </div>
  );
}
