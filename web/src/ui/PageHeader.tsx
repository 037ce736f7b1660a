import { PanelLeft, SquarePen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sidebarCollapsed, toggleSidebar } from '@/lib/frame';
import { useStore } from '@/lib/store';
import { useMedia, wide } from '@/lib/use-media';
import { IconButton } from './IconButton';

interface Props {
  children: ReactNode;
  end?: ReactNode;
  onNewChat?: () => void;
}

/** The line on top of a page. Where the sidebar is away, the way back to it is here. */
export function PageHeader({ children, end, onNewChat }: Props) {
  const { t } = useTranslation();
  const isWide = useMedia(wide);
  const away = useStore(sidebarCollapsed) || !isWide;
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 px-2">
      {away && (
        <IconButton
          label={t('sidebar.open')}
          icon={<PanelLeft size={18} className="rtl:-scale-x-100" />}
          onClick={() => toggleSidebar(isWide)}
        />
      )}
      <div className="flex min-w-0 flex-1 items-center gap-1">{children}</div>
      {end}
      {away && onNewChat && (
        <IconButton
          label={t('action.newChat')}
          icon={<SquarePen size={18} />}
          onClick={onNewChat}
        />
      )}
    </header>
  );
}
