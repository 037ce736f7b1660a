import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Download, FileArchive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DataExport } from '@/api/identity';
import { fileSize } from '@/lib/format';
import { saveFrom } from '@/lib/save-file';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { Spinner } from '@/ui/Spinner';
import { Time } from '@/ui/Time';
import { useAttempt } from '@/ui/use-attempt';
import { exportsQuery, startExport } from './api';

export function Exports() {
  const { t } = useTranslation();
  const exports = useQuery(exportsQuery);
  const { attempt, busy } = useAttempt();
  const running = exports.data?.items.some((item) => item.state === 'running') ?? false;
  return (
    <Card
      title={t('settings.data.export')}
      description={t('settings.data.exportText')}
      className={exports.data?.items.length === 0 ? 'pb-1' : ''}
      actions={
        <Button size="small" busy={busy} disabled={running} onClick={() => attempt(startExport)}>
          {t('settings.data.prepare')}
        </Button>
      }
    >
      <Loaded query={exports} failed={t('settings.data.exportsFailed')} height="h-12">
        {({ items }) =>
          items.length > 0 && (
            <ul className="divide-y divide-border" aria-label={t('settings.data.export')}>
              {items.map((item) => (
                <ExportRow key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function ExportRow({ item }: { item: DataExport }) {
  const { t } = useTranslation();
  const { attempt, busy } = useAttempt();
  return (
    <li className="flex items-center gap-3.5 py-3 first:pt-1 last:pb-0">
      {item.state === 'running' ? (
        <Spinner />
      ) : item.state === 'failed' ? (
        <CircleAlert size={20} className="shrink-0 text-danger" aria-hidden="true" />
      ) : (
        <FileArchive size={20} className="shrink-0 text-muted" aria-hidden="true" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t(`settings.data.state.${item.state}`)}</p>
        <p className="text-muted text-sm">
          <Time at={item.createdAt} />
          {item.state === 'ready' && item.size !== null && ` · ${fileSize(item.size)}`}
          {item.state === 'ready' && item.expiresAt !== null && (
            <>
              {' · '}
              {t('settings.data.until')} <Time at={item.expiresAt} />
            </>
          )}
        </p>
      </div>
      {item.state === 'ready' && (
        <Button
          size="small"
          busy={busy}
          icon={<Download size={15} aria-hidden="true" />}
          onClick={() =>
            attempt(() => saveFrom(`/me/exports/${item.id}/file`, 'parley-export.zip'))
          }
        >
          {t('action.download')}
        </Button>
      )}
    </li>
  );
}
