import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '@/api/schema';
import { useStore } from '@/lib/store';
import { sitesQuery } from './api';
import { removalId, siteRemoval } from './removal';
import { SiteDialog } from './SiteDialog';
import { SiteRow } from './SiteRow';

interface Props {
  collectionId: string;
  writable: boolean;
  /** The dialog for a new one is open. */
  adding: boolean;
  onAdded(): void;
}

/** The sites whose pages are among a collection's documents. */
export function Sites({ collectionId, writable, adding, onAdded }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(sitesQuery(collectionId));
  const hidden = useStore(siteRemoval.pending);
  const [editing, setEditing] = useState<Site | null>(null);
  const sites = (data ?? []).filter(({ id }) => !hidden.has(removalId(collectionId, id)));
  return (
    <>
      {sites.length > 0 && (
        <ul
          aria-label={t('site.list')}
          className="mb-3 divide-y divide-border overflow-hidden rounded-card border border-border bg-surface"
        >
          {sites.map((site) => (
            <SiteRow
              key={site.id}
              site={site}
              writable={writable}
              onEdit={() => setEditing(site)}
            />
          ))}
        </ul>
      )}
      {adding && <SiteDialog collectionId={collectionId} site={null} onClose={onAdded} />}
      {editing !== null && (
        <SiteDialog collectionId={collectionId} site={editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
