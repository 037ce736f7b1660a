import { useInfiniteQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModerationEvent } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { Loaded } from '@/ui/Loaded';
import { MoreButton } from '@/ui/MoreButton';
import { ProblemNote } from '@/ui/Problem';
import { Tabs } from '@/ui/Tabs';
import { TextArea } from '@/ui/TextArea';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { eventsQuery, originalOf, review } from './api';
import { tones } from './Rules';

type State = ModerationEvent['state'];

/** What the rules have caught, for somebody to look at. */
export function Queue({ keepsOriginals }: { keepsOriginals: boolean }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>('open');
  return (
    <Card title={t('settings.moderation.queue')} description={t('settings.moderation.queueText')}>
      <Tabs<State>
        label={t('settings.moderation.queue')}
        value={state}
        onChange={setState}
        tabs={(['open', 'reviewed'] as const).map((value) => ({
          value,
          label: t(`settings.moderation.state.${value}`),
          content: <Events state={value} keepsOriginals={keepsOriginals} />,
        }))}
      />
    </Card>
  );
}

function Events({ state, keepsOriginals }: { state: State; keepsOriginals: boolean }) {
  const { t } = useTranslation();
  const events = useInfiniteQuery(eventsQuery(state));
  const [reviewing, setReviewing] = useState<ModerationEvent | null>(null);
  return (
    <>
      <Loaded query={events} failed={t('settings.moderation.queueFailed')}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <EmptyState
              icon={<Inbox size={28} strokeWidth={1.5} />}
              title={t(`settings.moderation.none.${state}`)}
            >
              {t('settings.moderation.noneText')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {items.map((event) => (
                <li key={event.id} className="flex items-start gap-3 py-3 first:pt-0 last:pb-0">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2">
                      <Badge tone={tones[event.action]}>
                        {t(`settings.moderation.action.${event.action}`)}
                      </Badge>
                      <span className="font-medium">{event.category}</span>
                      <span className="text-muted text-sm">
                        {t(`settings.moderation.kind.${event.kind}`, {
                          person: event.person.name ?? t('settings.audit.gone'),
                        })}{' '}
                        · <Time at={event.at} />
                      </span>
                    </p>
                    {event.excerpt && (
                      <p className="mt-1 line-clamp-3 text-sm [overflow-wrap:anywhere]">
                        “{event.excerpt}”
                      </p>
                    )}
                    {event.note && (
                      <p className="mt-1 text-muted text-sm">
                        {t('settings.moderation.noted', { note: event.note })}
                      </p>
                    )}
                  </div>
                  {(state === 'open' || keepsOriginals) && (
                    <Button size="small" onClick={() => setReviewing(event)}>
                      {state === 'open' ? t('settings.moderation.review') : t('settings.show')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton query={events} />
      {reviewing !== null && (
        <ReviewDialog
          event={reviewing}
          keepsOriginals={keepsOriginals}
          onClose={() => setReviewing(null)}
        />
      )}
    </>
  );
}

interface ReviewProps {
  event: ModerationEvent;
  keepsOriginals: boolean;
  onClose(): void;
}

function ReviewDialog({ event, keepsOriginals, onClose }: ReviewProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(event.note ?? '');
  const [original, setOriginal] = useState<string | null>(null);
  const { busy, problem, submit } = useSubmit();
  const shown = original ?? event.excerpt;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={event.category}
      description={t(`settings.moderation.kind.${event.kind}`, {
        person: event.person.name ?? t('settings.audit.gone'),
      })}
      className="max-w-lg!"
    >
      <form
        className="space-y-4"
        onSubmit={(submitted: FormEvent) => {
          submitted.preventDefault();
          submit(async () => {
            await review(event.id, note.trim());
            confirmQuietly(t('settings.moderation.reviewed'));
            onClose();
          });
        }}
      >
        {shown !== null && (
          <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-control border border-border bg-code px-3 py-2.5 text-sm [overflow-wrap:anywhere]">
            {shown}
          </p>
        )}
        {keepsOriginals && original === null && (
          <div>
            <Button
              size="small"
              busy={busy}
              onClick={() => submit(async () => setOriginal(await originalOf(event.id)))}
            >
              {t('settings.moderation.original')}
            </Button>
            <p className="mt-1.5 text-muted text-sm">{t('settings.moderation.originalText')}</p>
          </div>
        )}
        {event.state === 'open' && (
          <TextArea
            label={t('settings.moderation.note')}
            rows={2}
            value={note}
            onChange={(changed) => setNote(changed.target.value)}
          />
        )}
        {problem && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.close')}
          </Button>
          {event.state === 'open' && (
            <Button type="submit" variant="primary" busy={busy}>
              {t('settings.moderation.markReviewed')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
