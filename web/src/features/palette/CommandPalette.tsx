import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Keyboard,
  LibraryBig,
  MessageSquare,
  Monitor,
  Moon,
  PanelLeft,
  Search,
  Settings,
  SquarePen,
  Sun,
} from 'lucide-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Theme } from '@/api/schema';
import { prefer, useMe } from '@/features/account/api';
import { conversationsQuery } from '@/features/conversations/api';
import { conversationRemoval } from '@/features/conversations/removal';
import { composerFocus, paletteOpen, shortcutsOpen, toggleSidebar } from '@/lib/frame';
import { useStore } from '@/lib/store';
import { applyTheme } from '@/lib/theme';
import { useMedia, wide } from '@/lib/use-media';
import { Time } from '@/ui/Time';

interface Command {
  readonly value: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly aside?: ReactNode;
  run(): void;
}

interface Group {
  readonly value: string;
  readonly items: Command[];
}

/** Titles are looked through here; enough pages for years of chats, and then the newest count. */
const mostPages = 20;

export function CommandPalette() {
  const { t } = useTranslation();
  const groups = useGroups();
  return (
    <Dialog.Root open onOpenChange={(open) => paletteOpen.set(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim fixed inset-0 z-40" />
        <Dialog.Popup
          aria-label={t('palette.title')}
          className="popup fixed inset-x-3 top-[max(0.75rem,12vh)] z-40 mx-auto flex max-h-[min(70vh,30rem)] max-w-xl flex-col overflow-hidden outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            itemToStringValue={(item: Command) => item.label}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex shrink-0 items-center gap-3 border-border border-b px-4">
              <Search size={17} className="shrink-0 text-muted" aria-hidden="true" />
              <Autocomplete.Input
                aria-label={t('palette.placeholder')}
                placeholder={t('palette.placeholder')}
                className="h-12 w-full bg-transparent text-md outline-none placeholder:text-muted"
              />
            </div>
            <Dialog.Close className="sr-only">{t('action.close')}</Dialog.Close>
            <div className="min-h-0 flex-1 overflow-y-auto">
              <Autocomplete.Empty className="px-4 py-6 text-center text-muted empty:hidden">
                {t('palette.nothing')}
              </Autocomplete.Empty>
              <Autocomplete.List className="p-1.5 empty:hidden">
                {(group: Group) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-muted text-xs">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.value}
                          value={command}
                          onClick={() => {
                            paletteOpen.set(false);
                            command.run();
                          }}
                          className="flex h-10 cursor-pointer select-none items-center gap-3 rounded-control px-2.5 outline-none data-highlighted:bg-hover"
                        >
                          <span className="shrink-0 text-muted" aria-hidden="true">
                            {command.icon}
                          </span>
                          <span className="min-w-0 flex-1 truncate">{command.label}</span>
                          {command.aside}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useGroups(): Group[] {
  const { t } = useTranslation();
  const actions = useActions();
  const chats = useChats();
  return useMemo(
    () =>
      [
        { value: t('palette.actions'), items: actions },
        { value: t('palette.chats'), items: chats },
      ].filter((group) => group.items.length > 0),
    [t, actions, chats],
  );
}

function useActions(): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isWide = useMedia(wide);
  const admin = useMe().role === 'admin';
  return useMemo(() => {
    const themed = (theme: Theme) => () => {
      applyTheme(theme);
      prefer({ theme });
    };
    const command = (value: string, label: string, icon: ReactNode, run: () => void): Command => ({
      value,
      label,
      icon,
      run,
    });
    return [
      command('new', t('action.newChat'), <SquarePen size={17} />, () => {
        void navigate({ to: '/' }).then(() => composerFocus.get()?.());
      }),
      command('knowledge', t('knowledge.title'), <LibraryBig size={17} />, () => {
        void navigate({ to: '/knowledge' });
      }),
      command('settings', t('settings.title'), <Settings size={17} />, () => {
        void navigate({ to: '/settings/$section', params: { section: 'account' } });
      }),
      ...(admin
        ? [
            command('models', t('settings.models.open'), <Settings size={17} />, () => {
              void navigate({ to: '/settings/$section', params: { section: 'models' } });
            }),
          ]
        : []),
      command('sidebar', t('palette.sidebar'), <PanelLeft size={17} />, () =>
        toggleSidebar(isWide),
      ),
      command('light', t('palette.light'), <Sun size={17} />, themed('light')),
      command('dark', t('palette.dark'), <Moon size={17} />, themed('dark')),
      command('system', t('palette.system'), <Monitor size={17} />, themed('system')),
      command('shortcuts', t('shortcuts.title'), <Keyboard size={17} />, () =>
        shortcutsOpen.set(true),
      ),
    ];
  }, [t, navigate, isWide, admin]);
}

function useChats(): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const hidden = useStore(conversationRemoval.pending);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(conversationsQuery);
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && pages < mostPages) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, pages, fetchNextPage]);
  return useMemo(
    () =>
      (data?.pages ?? [])
        .flatMap((page) => page.items)
        .filter((conversation) => !hidden.has(conversation.id))
        .map(
          (conversation): Command => ({
            value: conversation.id,
            label: conversation.title || t('conversation.untitled'),
            icon: <MessageSquare size={17} />,
            aside: <Time at={conversation.updatedAt} className="shrink-0 text-muted text-xs" />,
            run: () =>
              void navigate({
                to: '/chat/$conversationId',
                params: { conversationId: conversation.id },
              }),
          }),
        ),
    [data, hidden, navigate, t],
  );
}
