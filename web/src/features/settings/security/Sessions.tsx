import { useQuery } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceSession } from '@/api/schema';
import { endOtherSessions, endSession, sessionsQuery } from '@/features/account/api';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { queryClient } from '@/lib/query-client';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ProblemView } from '@/ui/Problem';
import { Time } from '@/ui/Time';
import { confirmQuietly, warn } from '@/ui/toasts';

export function Sessions() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<string | null>(null);
  const end = async (what: string, task: () => Promise<void>, done: string) => {
    setEnding(what);
    try {
      await task();
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      confirmQuietly(done);
    } catch (cause) {
      warn(t('settings.sessions.endFailed'), sentence(Problem.of(cause)));
    } finally {
      setEnding(null);
    }
  };
  const others = data?.items.some((item) => !item.current) ?? false;
  return (
    <Card
      title={t('settings.sessions.devices')}
      description={t('settings.sessions.devicesText')}
      actions={
        others && (
          <Button
            variant="danger"
            size="small"
            busy={ending === 'others'}
            onClick={() => void end('others', endOtherSessions, t('settings.sessions.othersEnded'))}
          >
            {t('settings.sessions.endOthers')}
          </Button>
        )
      }
    >
      {error !== null ? (
        <ProblemView
          cause={error}
          title={t('settings.sessions.failed')}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <div className="skeleton h-14" aria-hidden="true" />
      ) : (
        <ul className="divide-y divide-border">
          {data.items.map((item) => (
            <SessionRow
              key={item.id}
              item={item}
              ending={ending === item.id}
              onEnd={() =>
                void end(item.id, () => endSession(item.id), t('settings.sessions.ended'))
              }
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function SessionRow(props: { item: DeviceSession; ending: boolean; onEnd(): void }) {
  const { t } = useTranslation();
  const { item, ending, onEnd } = props;
  const Icon = /Android|iPhone|iPad|Mobile/.test(`${item.device} ${item.userAgent ?? ''}`)
    ? Smartphone
    : Laptop;
  return (
    <li className="flex items-center gap-3.5 py-3 last:pb-0">
      <Icon size={20} className="shrink-0 text-muted" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{item.device}</p>
        <p className="truncate text-muted text-sm">
          {item.current ? (
            <span className="text-success">{t('settings.sessions.current')}</span>
          ) : (
            <Time at={item.lastUsedAt} />
          )}
          {item.ipAddress && <span> · {item.ipAddress}</span>}
        </p>
      </div>
      {!item.current && (
        <Button
          size="small"
          busy={ending}
          aria-label={t('settings.sessions.endOf', { device: item.device })}
          onClick={onEnd}
        >
          {t('settings.sessions.end')}
        </Button>
      )}
    </li>
  );
}
