import { Tooltip } from '@base-ui/react/tooltip';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { WifiOff } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/features/account/api';
import { SignInAgain } from '@/features/auth/SignInAgain';
import { conversationRemoval } from '@/features/conversations/removal';
import { collectionRemoval, documentRemoval } from '@/features/knowledge/removal';
import { siteRemoval } from '@/features/knowledge/sites/removal';
import { Sidebar } from '@/features/sidebar/Sidebar';
import { SidebarDrawer } from '@/features/sidebar/SidebarDrawer';
import { announcement } from '@/lib/announce';
import { paletteOpen, shortcutsOpen, sidebarCollapsed } from '@/lib/frame';
import { useOnline } from '@/lib/online';
import { setupRequired, stepUp } from '@/lib/step-up';
import { useStore } from '@/lib/store';
import { applyTheme, theme } from '@/lib/theme';
import '@/lib/i18n/inside';
import { useMedia, wide } from '@/lib/use-media';
import { Toasts } from '@/ui/Toasts';
import { followNotices } from './notices';
import { useShortcuts } from './shortcuts';

const CommandPalette = lazy(() =>
  import('@/features/palette/CommandPalette').then((module) => ({
    default: module.CommandPalette,
  })),
);
const ShortcutsSheet = lazy(() =>
  import('@/features/palette/ShortcutsSheet').then((module) => ({
    default: module.ShortcutsSheet,
  })),
);
const StepUpDialog = lazy(() =>
  import('@/features/auth/StepUpDialog').then((module) => ({ default: module.StepUpDialog })),
);

/** The frame around every page of a signed-in person. */
export function Shell() {
  const { t } = useTranslation();
  const isWide = useMedia(wide);
  const collapsed = useStore(sidebarCollapsed);
  const palette = useStore(paletteOpen);
  const shortcuts = useStore(shortcutsOpen);
  const confirming = useStore(stepUp);
  useShortcuts();
  useSetupFirst();
  usePreferredTheme();
  useEffect(startRemovals, []);
  useEffect(followNotices, []);

  return (
    <Tooltip.Provider delay={500}>
      <div className="flex h-full">
        {isWide ? (
          !collapsed && (
            <div className="w-[272px] shrink-0 border-border border-e bg-sidebar">
              <Sidebar />
            </div>
          )
        ) : (
          <SidebarDrawer />
        )}
        <div className="flex h-full min-w-0 flex-1 flex-col">
          <OfflineLine />
          <div className="min-h-0 flex-1">
            <Outlet />
          </div>
        </div>
        <Suspense>
          {palette && <CommandPalette />}
          {shortcuts && <ShortcutsSheet />}
          {confirming && <StepUpDialog asked={confirming} />}
        </Suspense>
        <SignInAgain />
        <LiveRegion label={t('app.name')} />
        <Toasts />
      </div>
    </Tooltip.Provider>
  );
}

/** Where a second factor must be set up before anything else is open, that is the page to be on. */
function useSetupFirst(): void {
  const navigate = useNavigate();
  const { data } = useQuery(meQuery);
  const required = useStore(setupRequired) || data?.secondFactorSetupRequired === true;
  useEffect(() => {
    if (required) void navigate({ to: '/settings/$section', params: { section: 'security' } });
  }, [required, navigate]);
}

function startRemovals(): () => void {
  const removals = [conversationRemoval, collectionRemoval, documentRemoval, siteRemoval];
  const stops = removals.map((removal) => removal.start());
  return () => {
    for (const stop of stops) stop();
  };
}

function OfflineLine() {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-sm text-warning"
    >
      <WifiOff size={15} aria-hidden="true" />
      {t('app.offline')}
    </p>
  );
}

function LiveRegion({ label }: { label: string }) {
  const text = useStore(announcement);
  return (
    <div role="status" aria-label={label} aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}

/** On a device that has no choice of its own yet, the person's choice from elsewhere counts. */
function usePreferredTheme(): void {
  const { data } = useQuery(meQuery);
  const preferred = data?.preferences?.theme;
  useEffect(() => {
    if (preferred && preferred !== theme.get()) applyTheme(preferred);
  }, [preferred]);
}
