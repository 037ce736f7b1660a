import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/features/account/api';
import '@/lib/i18n/account';
import '@/lib/i18n/settings';
import { usePageTitle } from '@/lib/page-title';
import { configQuery } from '@/lib/server-config';
import { PageHeader } from '@/ui/PageHeader';
import { inputClass } from '@/ui/TextField';
import { former, type Group, groups, type Section, sections, sectionsOf } from './sections';

export function SettingsPage() {
  const { t } = useTranslation();
  const admin = useMe().role === 'admin';
  const wanted = useParams({ from: '/settings/$section' }).section;
  const current = sections.find((section) => section.id === wanted) ?? sections[0];
  usePageTitle(`${t(`settings.${current.id}.title`)} · ${t('settings.title')}`);
  const moved = former[wanted];
  if (moved !== undefined) {
    return <Navigate to="/settings/$section" params={{ section: moved }} replace />;
  }
  const Page = current.component;
  const open = groups.filter((group) => admin || group !== 'administration');
  return (
    <div className="flex h-full flex-col">
      <PageHeader>
        <h1 className="px-2 font-semibold text-[15px]">{t('settings.title')}</h1>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-4xl flex-col gap-x-8 gap-y-4 px-4 pt-2 pb-16 sm:px-6 md:flex-row md:pt-6">
          <SectionSelect groups={open} current={current} />
          <nav aria-label={t('settings.sections')} className="hidden md:block md:w-48 md:shrink-0">
            <div className="sticky top-0 space-y-5">
              {open.map((group) => (
                <SectionList key={group} group={group} current={current} titled={admin} />
              ))}
            </div>
          </nav>
          <main className="min-w-0 flex-1 space-y-4">
            {current.group === 'administration' && !admin ? (
              <p className="rounded-card border border-border bg-surface px-5 py-4 text-muted">
                {t('settings.noPermission')}
              </p>
            ) : (
              <Suspense
                key={current.id}
                fallback={<div className="skeleton h-64" aria-hidden="true" />}
              >
                <Page />
              </Suspense>
            )}
          </main>
        </div>
      </div>
    </div>
  );
}

function SectionList(props: { group: Group; current: Section; titled: boolean }) {
  const { t } = useTranslation();
  const { group, current, titled } = props;
  const { data: config } = useQuery(configQuery);
  return (
    <div>
      {titled && (
        <h2 id={`settings-${group}`} className="px-3 pb-1.5 font-medium text-muted text-xs">
          {t(`settings.group.${group}`)}
        </h2>
      )}
      <ul className="space-y-0.5" {...(titled && { 'aria-labelledby': `settings-${group}` })}>
        {sectionsOf(group, current, config).map(({ id, icon: Icon }) => (
          <li key={id}>
            <Link
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
    </div>
  );
}

/** On a phone: so many sections fit no row, and every phone knows how to open a list. */
function SectionSelect({ groups: open, current }: { groups: readonly Group[]; current: Section }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: config } = useQuery(configQuery);
  return (
    <nav aria-label={t('settings.sections')} className="relative md:hidden">
      <select
        aria-label={t('settings.sections')}
        value={current.id}
        onChange={(event) =>
          void navigate({ to: '/settings/$section', params: { section: event.target.value } })
        }
        className={clsx(inputClass, 'cursor-pointer appearance-none pe-9 font-medium')}
      >
        {open.map((group) => (
          <optgroup key={group} label={t(`settings.group.${group}`)}>
            {sectionsOf(group, current, config).map(({ id }) => (
              <option key={id} value={id}>
                {t(`settings.${id}.title`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ChevronDown
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute end-3 top-3 text-muted"
      />
    </nav>
  );
}
