import { useQuery } from '@tanstack/react-query';
import { Laptop } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ManagedPerson } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Loaded } from '@/ui/Loaded';
import { ProblemNote } from '@/ui/Problem';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { endSessionsOf, personSessionsQuery } from './api';

export function PersonSessions({ person, onClose }: { person: ManagedPerson; onClose(): void }) {
  const { t } = useTranslation();
  const sessions = useQuery(personSessionsQuery(person.id));
  const { busy, problem, submit } = useSubmit();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.people.sessionsOf', { name: person.displayName || person.username })}
    >
      <Loaded query={sessions} failed={t('settings.sessions.failed')}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-muted">{t('settings.people.noSessions')}</p>
          ) : (
            <>
              <ul className="divide-y divide-border">
                {items.map((session) => (
                  <li key={session.id} className="flex items-center gap-3.5 py-2.5">
                    <Laptop size={20} className="shrink-0 text-muted" aria-hidden="true" />
                    <div className="min-w-0">
                      <p className="truncate font-medium">{session.device}</p>
                      <p className="truncate text-muted text-sm">
                        <Time at={session.lastUsedAt} />
                        {session.ipAddress && ` · ${session.ipAddress}`}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
              {problem && <ProblemNote cause={problem} />}
              <div className="mt-4 flex justify-end">
                <Button
                  variant="danger"
                  busy={busy}
                  onClick={() =>
                    submit(async () => {
                      await endSessionsOf(person.id);
                      confirmQuietly(t('settings.people.sessionsEnded'));
                      onClose();
                    })
                  }
                >
                  {t('settings.people.endSessions')}
                </Button>
              </div>
            </>
          )
        }
      </Loaded>
    </Dialog>
  );
}
