import { useQuery } from '@tanstack/react-query';
import { RefreshCw, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Loaded } from '@/ui/Loaded';
import { Select } from '@/ui/Select';
import { Time } from '@/ui/Time';
import { useAttempt } from '@/ui/use-attempt';
import { auditSettingsQuery, keepFor, verificationQuery } from './api';

const terms = [90, 365, 730, 2555] as const;

/** Whether the log is as it was written, and how long it is kept. */
export function Integrity() {
  const { t } = useTranslation();
  const verification = useQuery(verificationQuery);
  const settings = useQuery(auditSettingsQuery);
  const { attempt, busy } = useAttempt();
  return (
    <Card
      title={t('settings.audit.integrity')}
      description={t('settings.audit.integrityText')}
      actions={
        <Button
          size="small"
          busy={verification.isFetching}
          icon={<RefreshCw size={15} aria-hidden="true" />}
          onClick={() => void verification.refetch()}
        >
          {t('settings.audit.verify')}
        </Button>
      }
    >
      <Loaded query={verification} failed={t('settings.audit.verifyFailed')} height="h-12">
        {({ intact, entries, firstBroken, checkedAt }) => (
          <p
            role="status"
            data-testid="integrity"
            className={`flex items-center gap-2.5 rounded-control px-3 py-2.5 ${
              intact ? 'bg-accent-soft' : 'bg-danger-soft text-danger'
            }`}
          >
            {intact ? (
              <ShieldCheck size={18} className="shrink-0 text-accent" aria-hidden="true" />
            ) : (
              <ShieldAlert size={18} className="shrink-0" aria-hidden="true" />
            )}
            <span>
              {intact
                ? t('settings.audit.intact', { count: entries })
                : t('settings.audit.broken', { number: firstBroken ?? 0 })}{' '}
              <span className={intact ? 'text-muted text-sm' : 'text-sm'}>
                <Time at={checkedAt} />
              </span>
            </span>
          </p>
        )}
      </Loaded>
      {settings.data !== undefined && (
        <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="font-medium" aria-hidden="true">
            {t('settings.audit.retention')}
          </p>
          <Select
            label={t('settings.audit.retention')}
            disabled={busy}
            choices={[
              { value: '', label: t('settings.audit.forEver') },
              ...[...new Set([...terms, settings.data.retentionDays ?? 90])]
                .sort((one, other) => one - other)
                .map((days) => ({
                  value: String(days),
                  label: t('settings.days', { count: days }),
                })),
            ]}
            value={settings.data.retentionDays === null ? '' : String(settings.data.retentionDays)}
            onChoose={(value) =>
              attempt(() => keepFor(value === '' ? null : Number(value)), t('settings.saved'))
            }
          />
        </div>
      )}
    </Card>
  );
}
