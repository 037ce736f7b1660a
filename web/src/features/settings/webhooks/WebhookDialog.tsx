import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Webhook, type WebhookEvent, webhookEvents } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { CheckList } from '@/ui/CheckList';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { addWebhook, changeWebhook } from './api';

/** The events by the names that their words go by; a dot would mean something else there. */
const words = {
  'chat.finished': 'chat-finished',
  'collection.changed': 'collection-changed',
  'document.ready': 'document-ready',
  'document.failed': 'document-failed',
  'person.registered': 'person-registered',
  'person.erased': 'person-erased',
} as const satisfies Record<WebhookEvent, string>;

interface Props {
  /** Null to add one. */
  webhook: Webhook | null;
  onClose(): void;
}

export function WebhookDialog({ webhook, onClose }: Props) {
  const { t } = useTranslation();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<WebhookEvent[]>(webhook?.events ?? []);
  const [publicKey, setPublicKey] = useState<string | null>(null);
  const { busy, problem, submit, fieldError } = useSubmit();
  if (publicKey !== null) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('settings.webhooks.made')}
        description={t('settings.webhooks.madeText')}
        className="max-w-lg!"
      >
        <CopyField label={t('settings.webhooks.publicKey')} value={publicKey} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  const shown = fieldError('url') !== undefined || fieldError('events') !== undefined;
  const save = async () => {
    if (webhook === null) {
      setPublicKey((await addWebhook(url.trim(), events)).publicKey);
    } else {
      await changeWebhook(webhook.id, { url: url.trim(), events: events });
      confirmQuietly(t('settings.saved'));
      onClose();
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={webhook === null ? t('settings.webhooks.addTitle') : t('settings.webhooks.editTitle')}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(save);
        }}
      >
        <TextField
          label={t('settings.web-search.address')}
          type="url"
          inputMode="url"
          required
          value={url}
          placeholder="https://example.org/hooks/parley"
          onChange={(event) => setUrl(event.target.value)}
          error={fieldError('url')}
        />
        <CheckList<WebhookEvent>
          legend={t('settings.webhooks.events')}
          checks={webhookEvents.map((event) => ({
            value: event,
            label: event,
            hint: t(`settings.webhooks.event.${words[event]}`),
          }))}
          chosen={events}
          onChange={setEvents}
          error={fieldError('events')}
        />
        {problem && !shown && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={events.length === 0}>
            {webhook === null ? t('settings.webhooks.add') : t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
