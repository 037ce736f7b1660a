import { Dialog } from '@base-ui/react/dialog';
import { useTranslation } from 'react-i18next';
import { drawerOpen } from '@/lib/frame';
import { useStore } from '@/lib/store';
import { Sidebar } from './Sidebar';

/** The sidebar on narrow screens: over the page, from its start edge. */
export function SidebarDrawer() {
  const { t } = useTranslation();
  const open = useStore(drawerOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => drawerOpen.set(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim fixed inset-0 z-40" />
        <Dialog.Popup
          aria-label={t('sidebar.label')}
          className="fixed inset-y-0 start-0 z-40 w-[min(300px,85vw)] border-border border-e bg-sidebar pb-[env(safe-area-inset-bottom)] outline-none transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full rtl:data-ending-style:translate-x-full rtl:data-starting-style:translate-x-full"
        >
          <Sidebar />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
