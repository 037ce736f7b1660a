import { storage } from './storage';
import { Store } from './store';

/** Whether the sidebar is folded away on wide screens. */
export const sidebarCollapsed = new Store(storage.get('sidebar') === 'collapsed');
/** Whether the sidebar lies over the page on narrow screens. */
export const drawerOpen = new Store(false);
export const paletteOpen = new Store(false);
export const shortcutsOpen = new Store(false);

export function toggleSidebar(isWide: boolean): void {
  if (!isWide) {
    drawerOpen.set(!drawerOpen.get());
    return;
  }
  const collapsed = !sidebarCollapsed.get();
  sidebarCollapsed.set(collapsed);
  storage.set('sidebar', collapsed ? 'collapsed' : 'open');
}
/** Puts the cursor into the page's composer, where there is one. */
export const composerFocus = new Store<(() => void) | null>(null);
