import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditEntry, AuditSettings, AuditVerification } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, putJson } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { saveFrom } from '@/lib/save-file';

export interface AuditFilter {
  /** One action, or all on one kind of thing with a dot at the end. */
  readonly action: string;
  readonly actor: string;
  readonly subject: string;
  /** Days, as `2026-11-22`, both included. */
  readonly from: string;
  readonly to: string;
}

export const everything: AuditFilter = { action: '', actor: '', subject: '', from: '', to: '' };

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'audit', 'entries', filter],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<AuditEntry>>(
        '/admin/audit',
        { ...asQuery(filter), cursor: pageParam ?? undefined, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const verificationQuery = queryOptions({
  queryKey: ['admin', 'audit', 'verification'],
  queryFn: ({ signal }) =>
    getJson<AuditVerification>('/admin/audit/verification', undefined, signal),
});

export const auditSettingsQuery = queryOptions({
  queryKey: ['admin', 'audit', 'settings'],
  queryFn: ({ signal }) => getJson<AuditSettings>('/admin/audit/settings', undefined, signal),
});

export async function keepFor(retentionDays: number | null): Promise<void> {
  const settings = await putJson<AuditSettings>('/admin/audit/settings', { retentionDays });
  queryClient.setQueryData(auditSettingsQuery.queryKey, settings);
}

export function exportAudit(format: 'csv' | 'jsonl', filter: AuditFilter): Promise<void> {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(asQuery(filter))) {
    if (value !== undefined) query.set(name, value);
  }
  return saveFrom(`/admin/audit/export?${query}`, `parley-audit.${format}`);
}

function asQuery(filter: AuditFilter): Record<string, string | undefined> {
  const { action, actor, subject, from, to } = filter;
  return {
    action: action || undefined,
    actor: actor || undefined,
    subject: subject || undefined,
    from: from ? startOf(from, 0) : undefined,
    // The server leaves the end out, people mean the whole day.
    to: to ? startOf(to, 1) : undefined,
  };
}

/** The first moment of a day where the person is, so many days later. */
function startOf(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}
