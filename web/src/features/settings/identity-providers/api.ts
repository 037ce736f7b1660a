import { queryOptions } from '@tanstack/react-query';
import type { ManagedIdentityProvider, ProviderPreset } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { configQuery } from '@/lib/server-config';

export interface IdentityProviderChange {
  name?: string;
  issuer?: string;
  clientId?: string;
  clientSecret?: string;
  enabled?: boolean;
  signUp?: ManagedIdentityProvider['signUp'];
  domains?: string[];
  roleClaim?: string | null;
  adminValues?: string[];
}

export const identityProvidersQuery = queryOptions({
  queryKey: ['admin', 'identity-providers'],
  queryFn: ({ signal }) =>
    getJson<Page<ManagedIdentityProvider>>('/admin/identity-providers', undefined, signal),
});

export async function addIdentityProvider(
  preset: ProviderPreset | null,
  provider: IdentityProviderChange,
): Promise<ManagedIdentityProvider> {
  const added = await postJson<ManagedIdentityProvider>('/admin/identity-providers', {
    ...(preset !== null && { preset }),
    ...provider,
  });
  await providersChanged();
  return added;
}

export async function changeIdentityProvider(
  id: string,
  change: IdentityProviderChange,
): Promise<void> {
  await patchJson<ManagedIdentityProvider>(`/admin/identity-providers/${id}`, change);
  await providersChanged();
}

export async function removeIdentityProvider(id: string): Promise<void> {
  await send(`/admin/identity-providers/${id}`, { method: 'DELETE' });
  await providersChanged();
}

/** Each has a button on the sign-in page. */
async function providersChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: identityProvidersQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: configQuery.queryKey }),
  ]);
}
