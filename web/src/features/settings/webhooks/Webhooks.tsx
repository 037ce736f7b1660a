import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Pencil, Plus, Send, Trash2, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/api/identity';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { EmptyState } from '@/ui/EmptyState';
import { IconButton } from '@/ui/IconButton';
import { Loaded } from '@/ui/Loaded';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Switch } from '@/ui/Switch';
import { Time } from '@/ui/Time';
import { confirmQuietly } from '@/ui/toasts';
import { useAttempt } from '@/ui/use-attempt';
import { changeWebhook, removeWebhook, testWebhook, webhooksQuery } from './api';
import { WebhookDialog } from './WebhookDialog';

export function Webhooks() {
  const { t } = useTranslation();
  const webhooks = useQuery(webhooksQuery);
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const add = (
    <Button
      variant="primary"
      size="small"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setEditing('new')}
    >
      {t('settings.webhooks.add')}
    </Button>
  );
  return (
    <Card
      title={t('settings.webhooks.title')}
      description={t('settings.webhooks.text')}
      actions={webhooks.data !== undefined && webhooks.data.items.length > 0 && add}
    >
      <Loaded query={webhooks} failed={t('settings.webhooks.failed')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<WebhookIcon size={28} strokeWidth={1.5} />}
              title={t('settings.webhooks.empty')}
              action={add}
            >
              {t('settings.webhooks.emptyText')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border" aria-label={t('settings.webhooks.title')}>
              {items.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} onEdit={() => setEditing(webhook)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing !== null && (
        <WebhookDialog
          webhook={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

function WebhookRow({ webhook, onEdit }: { webhook: Webhook; onEdit(): void }) {
  const { t } = useTranslation();
  const { attempt, busy } = useAttempt();
  const [removing, setRemoving] = useState(false);
  const { id, url, events, enabled, lastStatus, lastAt } = webhook;
  const name = new URL(url).host;
  const fine = lastStatus !== null && lastStatus >= 200 && lastStatus < 300;
  return (
    <li aria-label={url} className="flex items-start gap-3 py-3.5 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{url}</p>
        <p className="truncate text-muted text-sm">{events.join(', ')}</p>
        <p className="mt-1 flex items-center gap-2 text-muted text-sm">
          {lastAt === null ? (
            t('settings.webhooks.never')
          ) : (
            <>
              <Badge tone={fine ? 'accent' : 'danger'}>
                {lastStatus === null ? t('settings.webhooks.unreachable') : lastStatus}
              </Badge>
              <Time at={lastAt} />
            </>
          )}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-1.5">
        <Switch
          label={t('provider.enable', { name })}
          checked={enabled}
          disabled={busy}
          onChange={(on) => attempt(() => changeWebhook(id, { enabled: on }))}
        />
        <Menu
          align="end"
          trigger={
            <IconButton
              label={t('settings.menuOf', { name })}
              disabled={busy}
              icon={<Ellipsis size={18} />}
            />
          }
        >
          <MenuItem
            icon={<Send size={16} />}
            onClick={() => attempt(() => testWebhook(id), t('settings.webhooks.tested'))}
          >
            {t('settings.webhooks.test')}
          </MenuItem>
          <MenuItem icon={<Pencil size={16} />} onClick={onEdit}>
            {t('provider.edit')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 size={16} />} onClick={() => setRemoving(true)}>
            {t('settings.remove')}
          </MenuItem>
        </Menu>
      </div>
      {removing && (
        <ConfirmDialog
          title={t('settings.webhooks.removeTitle', { name })}
          text={t('settings.webhooks.removeText')}
          action={t('settings.remove')}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await removeWebhook(id);
            confirmQuietly(t('settings.removed', { name }));
          }}
        />
      )}
    </li>
  );
}
