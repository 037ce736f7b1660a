import { CircleAlert, Ellipsis, Network, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '@/api/schema';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Progress } from '@/ui/Progress';
import { Time } from '@/ui/Time';
import { warn } from '@/ui/toasts';
import { WebLink } from '../document/WebLink';
import { crawlSite } from './api';
import { FailedPages } from './FailedPages';
import { removalId, siteRemoval } from './removal';

interface Props {
  site: Site;
  writable: boolean;
  onEdit(): void;
}

export function SiteRow({ site, writable, onEdit }: Props) {
  const name = site.url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return (
    <li aria-label={name} className="flex items-start gap-3 py-2.5 ps-4 pe-2">
      <Network size={18} aria-hidden="true" className="mt-1 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <WebLink href={site.url} className="block max-w-full truncate font-medium leading-6">
          {name}
        </WebLink>
        <State site={site} name={name} />
      </div>
      {writable && <Actions site={site} name={name} onEdit={onEdit} />}
    </li>
  );
}

function State({ site, name }: { site: Site; name: string }) {
  const { t } = useTranslation();
  const [listing, setListing] = useState(false);
  const { state, pages, error, lastCrawledAt, nextCrawlAt, pageLimit } = site;
  const counts = [
    t('site.found', { count: pages.found }),
    pages.fetched > 0 && t('site.fetched', { count: pages.fetched }),
    pages.unchanged > 0 && t('site.unchanged', { count: pages.unchanged }),
  ].filter((count) => count !== false);
  const failed = pages.failed > 0 && t('site.failedPages', { count: pages.failed });
  if (state === 'queued' || state === 'crawling') {
    const done = pages.fetched + pages.unchanged + pages.failed;
    return (
      <div className="mt-0.5 space-y-1.5">
        <p className="text-muted text-sm tabular-nums" role="status">
          {state === 'queued' ? t('site.queued') : t('site.crawling')}
          {pages.found > 0 && ` · ${[...counts, ...(failed ? [failed] : [])].join(' · ')}`}
        </p>
        <span className="block max-w-60">
          <Progress
            label={t('site.progressOf', { name })}
            share={pages.found === 0 ? null : done / Math.min(pages.found, pageLimit)}
          />
        </span>
      </div>
    );
  }
  return (
    <>
      {state === 'failed' && (
        <p className="mt-0.5 flex items-start gap-1.5 text-danger text-sm">
          <CircleAlert size={14} aria-hidden="true" className="mt-[3px] shrink-0" />
          {error?.message}
        </p>
      )}
      <p className="text-muted text-sm leading-6 tabular-nums">
        <Facts>
          {counts.join(' · ')}
          {failed && (
            <button
              type="button"
              aria-haspopup="dialog"
              className="rounded leading-6 underline decoration-border-strong underline-offset-2 hover:text-text"
              onClick={() => setListing(true)}
            >
              {failed}
            </button>
          )}
          {lastCrawledAt !== null && (
            <>
              {t('site.crawled')} <Time at={lastCrawledAt} />
            </>
          )}
          {nextCrawlAt !== null && (
            <>
              {t('site.next')} <Time at={nextCrawlAt} />
            </>
          )}
        </Facts>
      </p>
      {listing && <FailedPages site={site} onClose={() => setListing(false)} />}
    </>
  );
}

/** What is there, with a dot between. */
function Facts({ children }: { children: ReactNode[] }) {
  const there = children.filter((child) => child !== false && child !== '');
  return there.map((child, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they keep their places
    <Fragment key={index}>
      {index > 0 && ' · '}
      {child}
    </Fragment>
  ));
}

function Actions({ site, name, onEdit }: { site: Site; name: string; onEdit(): void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const busy = site.state === 'queued' || site.state === 'crawling';
  const crawl = () => {
    crawlSite(site).catch((cause) => warn(t('site.notDone'), sentence(Problem.of(cause))));
  };
  return (
    <Menu
      align="end"
      trigger={<IconButton label={t('site.menuOf', { name })} icon={<Ellipsis size={18} />} />}
    >
      {!busy && (
        <MenuItem icon={<RefreshCw size={16} />} onClick={crawl}>
          {t('site.crawl')}
        </MenuItem>
      )}
      <MenuItem icon={<Pencil size={16} />} onClick={onEdit}>
        {t('site.edit')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        danger
        icon={<Trash2 size={16} />}
        onClick={() => siteRemoval.remove(removalId(site.collectionId, site.id))}
      >
        {t('site.delete')}
      </MenuItem>
    </Menu>
  );
}
