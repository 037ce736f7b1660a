import { Link, useNavigate } from '@tanstack/react-router';
import { LibraryBig, PanelLeft, Search, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { composerFocus, drawerOpen, paletteOpen, toggleSidebar } from '@/lib/frame';
import { commandKey, shiftKey } from '@/lib/keys';
import { useMedia, wide } from '@/lib/use-media';
import { IconButton } from '@/ui/IconButton';
import { Kbd } from '@/ui/Kbd';
import { Logo } from '@/ui/Logo';
import { ConversationList } from './ConversationList';
import { UserMenu } from './UserMenu';

export function Sidebar() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isWide = useMedia(wide);
  const newChat = () => {
    drawerOpen.set(false);
    void navigate({ to: '/' }).then(() => composerFocus.get()?.());
  };
  const rowClass =
    'group flex h-9 w-full items-center gap-2.5 rounded-control px-2.5 text-start transition-colors hover:bg-hover';
  const keysClass =
    'hidden gap-1 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 md:flex';
  return (
    <nav aria-label={t('sidebar.label')} className="flex h-full flex-col">
      <div className="flex h-12 shrink-0 items-center justify-between ps-3.5 pe-2">
        <Link
          to="/"
          onClick={() => drawerOpen.set(false)}
          className="flex items-center gap-2 rounded-control font-semibold text-[15px] tracking-tight"
        >
          <Logo className="size-6" />
          {t('app.name')}
        </Link>
        <IconButton
          label={t('sidebar.close')}
          icon={<PanelLeft size={18} className="rtl:-scale-x-100" />}
          onClick={() => toggleSidebar(isWide)}
        />
      </div>
      <div className="px-2 pt-1 pb-2">
        <button type="button" onClick={newChat} className={rowClass}>
          <SquarePen size={17} className="text-muted" aria-hidden="true" />
          <span className="flex-1">{t('action.newChat')}</span>
          <span className={keysClass} aria-hidden="true">
            <Kbd>{commandKey}</Kbd>
            <Kbd>{shiftKey}</Kbd>
            <Kbd>O</Kbd>
          </span>
        </button>
        <button
          type="button"
          onClick={() => {
            drawerOpen.set(false);
            paletteOpen.set(true);
          }}
          className={rowClass}
        >
          <Search size={17} className="text-muted" aria-hidden="true" />
          <span className="flex-1">{t('sidebar.search')}</span>
          <span className={keysClass} aria-hidden="true">
            <Kbd>{commandKey}</Kbd>
            <Kbd>K</Kbd>
          </span>
        </button>
        <Link
          to="/knowledge"
          activeProps={{ 'aria-current': 'page' }}
          onClick={() => drawerOpen.set(false)}
          className={`${rowClass} aria-[current=page]:bg-hover aria-[current=page]:font-medium`}
        >
          <LibraryBig size={17} className="text-muted" aria-hidden="true" />
          <span className="flex-1">{t('knowledge.title')}</span>
        </Link>
      </div>
      <ConversationList />
      <div className="border-border border-t p-2">
        <UserMenu />
      </div>
    </nav>
  );
}
