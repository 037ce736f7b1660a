import { Link, useParams } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Boxes, Globe, MonitorSmartphone, Palette, UserRound } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/features/account/api';
import '@/lib/i18n/settings';
import { usePageTitle } from '@/lib/page-title';
import { PageHeader } from '@/ui/PageHeader';
import { Appearance } from './Appearance';
import { Models } from './models/Models';
import { Profile } from './Profile';
import { Sessions } from './Sessions';

const WebSearch = lazy(() =>
  import('./web-search/WebSearch').then((module) => ({ default: module.WebSearch })),
);

const sections = [
  { id: 'profile', icon: UserRound, component: Profile, admin: false },
  { id: 'appearance', icon: Palette, component: Appearance, admin: false },
  { id: 'sessions', icon: MonitorSmartphone, component: Sessions, admin: false },
  { id: 'models', icon: Boxes, component: Models, admin: true },
  { id: 'web-search', icon: Globe, component: WebSearch, admin: true },
] as const satisfies ReadonlyArray<{
  id: string;
  icon: ComponentType;
  component: ComponentType;
  admin: boolean;
}>;

export function SettingsPage() {
  const { t } = useTranslation();
  const admin = useMe().role === 'admin';
  const wanted = useParams({ from: '/settings/$section' }).section;
  const allowed = sections.filter((section) => admin || !section.admin);
  const current = sections.find((section) => section.id === wanted) ?? sections[0];
  const Section = current.component;
  usePageTitle(`${t(`settings.${current.id}.title`)} · ${t('settings.title')}`);
  // On a phone the sections are a row that may be longer than the screen.
  const currentLink = useCallback((link: HTMLAnchorElement | null) => {
    link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  return (
    <div className="flex h-full flex-col">
      <PageHeader>
        <h1 className="px-2 font-semibold text-[15px]">{t('settings.title')}</h1>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-4xl flex-col gap-x-8 gap-y-4 px-4 pt-2 pb-16 sm:px-6 md:flex-row md:pt-6">
          <nav
            aria-label={t('settings.sections')}
            className="-mx-4 overflow-x-auto px-4 md:mx-0 md:w-44 md:shrink-0 md:overflow-visible md:px-0"
          >
            <ul className="flex gap-1 md:sticky md:top-0 md:flex-col">
              {allowed.map(({ id, icon: Icon }) => (
                <li key={id}>
                  <Link
                    ref={id === current.id ? currentLink : undefined}
                    to="/settings/$section"
                    params={{ section: id }}
                    aria-current={id === current.id ? 'page' : undefined}
                    className={clsx(
                      'flex h-9 items-center gap-2.5 whitespace-nowrap rounded-control px-3 transition-colors hover:bg-hover',
                      id === current.id ? 'bg-hover font-medium' : 'text-muted',
                    )}
                  >
                    <Icon size={17} aria-hidden="true" />
                    {t(`settings.${id}.title`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <main className="min-w-0 flex-1 space-y-4">
            {current.admin && !admin ? (
              <p className="rounded-card border border-border bg-surface px-5 py-4 text-muted">
                {t('settings.noPermission')}
              </p>
            ) : (
              <Suspense fallback={<div className="skeleton h-64" aria-hidden="true" />}>
                <Section />
              </Suspense>
            )}
          </main>
        </div>
      </div>
    </div>
  );
}
