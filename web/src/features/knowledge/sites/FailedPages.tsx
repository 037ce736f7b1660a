import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Site } from '@/api/schema';
import { Dialog } from '@/ui/Dialog';
import { Loaded } from '@/ui/Loaded';
import { MoreButton } from '@/ui/MoreButton';
import { useReason } from '../document/reason';
import { WebLink } from '../document/WebLink';
import { failedPagesQuery } from './api';

/** Which pages of a site could not be read in its last crawl, and why. */
export function FailedPages({ site, onClose }: { site: Site; onClose(): void }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const failures = useInfiniteQuery(failedPagesQuery(site));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('site.failures')}
      description={t('site.failuresText')}
      className="max-w-lg!"
    >
      <Loaded query={failures} failed={t('site.failuresFailed')} height="h-24">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <p className="text-muted">{t('site.noFailures')}</p>
          ) : (
            <ul aria-label={t('site.failures')} className="divide-y divide-border">
              {items.map(({ address, error }) => (
                <li key={address} className="py-2.5 first:pt-0 last:pb-0">
                  <WebLink href={address} className="[overflow-wrap:anywhere]">
                    {address}
                  </WebLink>
                  <p className="mt-0.5 text-danger text-sm">{reasonOf(error)}</p>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton query={failures} />
    </Dialog>
  );
}
