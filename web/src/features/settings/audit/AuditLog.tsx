import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { Menu, MenuItem } from '@/ui/Menu';
import { MoreButton } from '@/ui/MoreButton';
import { useAttempt } from '@/ui/use-attempt';
import { auditQuery, everything, exportAudit } from './api';
import { EntryRow } from './EntryRow';
import { Filters } from './Filters';
import { Integrity } from './Integrity';

/** Who did what, when and from where. */
export function AuditLog() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(everything);
  const entries = useInfiniteQuery(auditQuery(filter));
  const { attempt, busy } = useAttempt();
  return (
    <>
      <Integrity />
      <Card
        title={t('settings.audit.title')}
        description={t('settings.audit.text')}
        actions={
          <Menu
            align="end"
            trigger={
              <Button size="small" busy={busy} icon={<Download size={15} aria-hidden="true" />}>
                {t('settings.audit.export')}
              </Button>
            }
          >
            <MenuItem onClick={() => attempt(() => exportAudit('csv', filter))}>
              {t('settings.audit.csv')}
            </MenuItem>
            <MenuItem onClick={() => attempt(() => exportAudit('jsonl', filter))}>
              {t('settings.audit.jsonl')}
            </MenuItem>
          </Menu>
        }
      >
        <Filters filter={filter} onChange={setFilter} />
        <div className="mt-4">
          <Loaded query={entries} failed={t('settings.audit.failed')} height="h-64">
            {({ pages }) => {
              const items = pages.flatMap((page) => page.items);
              return items.length === 0 ? (
                <EmptyState
                  icon={<ScrollText size={28} strokeWidth={1.5} />}
                  title={t('settings.audit.empty')}
                >
                  {t('settings.audit.emptyText')}
                </EmptyState>
              ) : (
                <ul className="divide-y divide-border" aria-label={t('settings.audit.title')}>
                  {items.map((entry) => (
                    <EntryRow key={entry.number} entry={entry} />
                  ))}
                </ul>
              );
            }}
          </Loaded>
          <MoreButton query={entries} />
        </div>
      </Card>
    </>
  );
}
