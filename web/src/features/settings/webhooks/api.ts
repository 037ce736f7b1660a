import { queryOptions } from '@tanstack/react-query';
import type { Webhook, WebhookEvent } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

export const webhooksQuery = queryOptions({
  queryKey: ['admin', 'webhooks'],
  queryFn: ({ signal }) => getJson<Page<Webhook>>('/admin/webhooks', undefined, signal),
});

export type MadeWebhook = Webhook & { publicKey: string };

export async function addWebhook(url: string, events: WebhookEvent[]): Promise<MadeWebhook> {
  const made = await postJson<MadeWebhook>('/admin/webhooks', { url, events });
  await webhooksChanged();
  return made;
}

export async function changeWebhook(
  id: string,
  change: Partial<Pick<Webhook, 'url' | 'events' | 'enabled'>>,
): Promise<void> {
  await patchJson<Webhook>(`/admin/webhooks/${id}`, change);
  await webhooksChanged();
}

export async function removeWebhook(id: string): Promise<void> {
  await send(`/admin/webhooks/${id}`, { method: 'DELETE' });
  await webhooksChanged();
}

export async function testWebhook(id: string): Promise<void> {
  await send(`/admin/webhooks/${id}/test`, { method: 'POST', body: {} });
  await webhooksChanged();
}

async function webhooksChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
}
