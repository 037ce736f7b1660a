import { queryOptions } from '@tanstack/react-query';
import type {
  ChatReading,
  Factors,
  LinkedIdentity,
  Passkey,
  PasskeyCreation,
  RecoveryCodes,
  TotpSetup,
} from '@/api/identity';
import type { Page } from '@/api/schema';
import { meChanged } from '@/features/account/api';
import { getJson, patchJson, postJson, send } from '@/lib/http';
import { makePasskey, requirePasskeys } from '@/lib/passkeys';
import { queryClient } from '@/lib/query-client';

export const factorsQuery = queryOptions({
  queryKey: ['me', 'factors'],
  queryFn: ({ signal }) => getJson<Factors>('/me/factors', undefined, signal),
});

export const identitiesQuery = queryOptions({
  queryKey: ['me', 'identities'],
  queryFn: ({ signal }) => getJson<Page<LinkedIdentity>>('/me/identities', undefined, signal),
});

export const readingsQuery = queryOptions({
  queryKey: ['me', 'chat-readings'],
  queryFn: ({ signal }) => getJson<Page<ChatReading>>('/me/chat-readings', undefined, signal),
});

export function beginTotp(): Promise<TotpSetup> {
  return postJson<TotpSetup>('/me/factors/totp', {});
}

export async function confirmTotp(code: string): Promise<string[]> {
  const { recoveryCodes } = await postJson<RecoveryCodes>('/me/factors/totp/confirm', { code });
  await factorsChanged();
  return recoveryCodes;
}

export async function removeTotp(): Promise<void> {
  await send('/me/factors/totp', { method: 'DELETE' });
  await factorsChanged();
}

export async function newRecoveryCodes(): Promise<string[]> {
  const { recoveryCodes } = await postJson<RecoveryCodes>('/me/factors/recovery-codes', {});
  await factorsChanged();
  return recoveryCodes;
}

export async function addPasskey(name: string): Promise<void> {
  requirePasskeys();
  const { request, publicKey } = await postJson<PasskeyCreation>('/me/passkeys/options', {});
  const credential = await makePasskey(publicKey);
  await postJson<Passkey>('/me/passkeys', { request, name, credential });
  await factorsChanged();
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  await patchJson<Passkey>(`/me/passkeys/${id}`, { name });
  await factorsChanged();
}

export async function removePasskey(id: string): Promise<void> {
  await send(`/me/passkeys/${id}`, { method: 'DELETE' });
  await factorsChanged();
}

/** Where to go to link an account of another service. */
export async function linkIdentity(provider: string): Promise<string> {
  return (
    await postJson<{ location: string }>(`/me/identities/${provider}`, {
      returnTo: '/settings/security',
    })
  ).location;
}

export async function unlinkIdentity(id: string): Promise<void> {
  await send(`/me/identities/${id}`, { method: 'DELETE' });
  await queryClient.invalidateQueries({ queryKey: identitiesQuery.queryKey });
}

async function factorsChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: factorsQuery.queryKey }),
    meChanged(),
  ]);
}
