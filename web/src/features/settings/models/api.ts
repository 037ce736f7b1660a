import { queryOptions } from '@tanstack/react-query';
import type { AdminSettings, NewProvider, Page, Provider, ProviderChange } from '@/api/schema';
import { modelsKey } from '@/features/models/api';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { configQuery } from '@/lib/server-config';

export const providersQuery = queryOptions({
  queryKey: ['admin', 'providers'],
  queryFn: ({ signal }) => getJson<Page<Provider>>('/admin/providers', undefined, signal),
});

export const adminSettingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: ({ signal }) => getJson<AdminSettings>('/admin/settings', undefined, signal),
});

export async function addProvider(provider: NewProvider): Promise<Provider> {
  const added = await postJson<Provider>('/admin/providers', provider);
  await providersChanged();
  return added;
}

export async function changeProvider(id: string, change: ProviderChange): Promise<void> {
  await patchJson<Provider>(`/admin/providers/${id}`, change);
  await providersChanged();
}

export async function checkProvider(id: string): Promise<void> {
  await postJson<Provider>(`/admin/providers/${id}/check`, {});
  await providersChanged();
}

export async function deleteProvider(id: string): Promise<void> {
  await send(`/admin/providers/${id}`, { method: 'DELETE' });
  await providersChanged();
}

export async function changeAdminSettings(change: Partial<AdminSettings>): Promise<void> {
  const settings = await patchJson<AdminSettings>('/admin/settings', change);
  queryClient.setQueryData(adminSettingsQuery.queryKey, settings);
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: modelsKey }),
    queryClient.invalidateQueries({ queryKey: configQuery.queryKey }),
  ]);
}

async function providersChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: providersQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: modelsKey }),
  ]);
}
