import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Keyboard, LogOut, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/features/account/api';
import { drawerOpen, shortcutsOpen } from '@/lib/frame';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { warn } from '@/ui/toasts';

export function UserMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sentence = useSentence();
  const me = useMe();
  const name = me.displayName || me.username;
  const signOut = async () => {
    try {
      await session.signOut();
      await navigate({ to: '/' });
    } catch (cause) {
      warn(t('auth.signOutFailed'), sentence(Problem.of(cause)));
    }
  };
  return (
    <Menu
      side="top"
      className="w-(--anchor-width)"
      trigger={
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 rounded-control px-2 text-start transition-colors hover:bg-hover data-popup-open:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent font-semibold text-accent-text text-xs uppercase"
          >
            {[...name][0]}
          </span>
          <span className="sr-only">{t('user.menu')}</span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium leading-4">{name}</span>
            {me.role === 'admin' && (
              <span className="block text-muted text-xs">{t('user.admin')}</span>
            )}
          </span>
          <ChevronsUpDown size={15} className="shrink-0 text-muted" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem
        icon={<Settings size={16} />}
        onClick={() => {
          drawerOpen.set(false);
          void navigate({ to: '/settings/$section', params: { section: 'account' } });
        }}
      >
        {t('settings.title')}
      </MenuItem>
      <MenuItem icon={<Keyboard size={16} />} onClick={() => shortcutsOpen.set(true)}>
        {t('shortcuts.title')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut size={16} />} onClick={() => void signOut()}>
        {t('auth.signOut')}
      </MenuItem>
    </Menu>
  );
}
