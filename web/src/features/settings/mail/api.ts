import { queryOptions } from '@tanstack/react-query';
import type { MailSettings } from '@/api/identity';
import { getJson, postJson, putJson } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { configQuery } from '@/lib/server-config';

export interface MailChange {
  host: string | null;
  port: number | null;
  tls: string;
  username: string | null;
  /** Null keeps the one that is set. */
  password: string | null;
  from: string | null;
}

export const mailQuery = queryOptions({
  queryKey: ['admin', 'mail'],
  queryFn: ({ signal }) => getJson<MailSettings>('/admin/mail', undefined, signal),
});

export async function changeMail(change: MailChange): Promise<void> {
  const settings = await putJson<MailSettings>('/admin/mail', change);
  queryClient.setQueryData(mailQuery.queryKey, settings);
  await queryClient.invalidateQueries({ queryKey: configQuery.queryKey });
}

export async function testMail(to: string): Promise<{ ok: boolean; message?: string | null }> {
  const outcome = await postJson<{ ok: boolean; message?: string | null }>('/admin/mail/test', {
    to,
  });
  await queryClient.invalidateQueries({ queryKey: mailQuery.queryKey });
  return outcome;
}
