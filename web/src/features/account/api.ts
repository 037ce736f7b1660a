import { queryOptions, useQuery } from '@tanstack/react-query';
import type { DeviceSession, Page, Preferences, User } from '@/api/schema';
import { getJson, patchJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import { setupRequired } from '@/lib/step-up';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => getJson<User>('/me', undefined, signal),
  staleTime: 5 * 60_000,
});

/** The signed-in person. What sign-in told is enough until the preferences have come. */
export function useMe(): User {
  const { data } = useQuery(meQuery);
  const me = data ?? session.user;
  if (me === null) throw new Error('nobody is signed in');
  return me;
}

export async function updateMe(change: {
  displayName?: string;
  preferences?: Preferences;
}): Promise<void> {
  const user = await patchJson<User>('/me', change);
  queryClient.setQueryData(meQuery.queryKey, user);
  session.updateUser(user);
}

/** Remembers a choice on the server; when that fails the choice still holds on this page. */
export function prefer(preferences: Preferences): void {
  queryClient.setQueryData<User>(
    meQuery.queryKey,
    (me) => me && { ...me, preferences: { ...me.preferences, ...preferences } },
  );
  updateMe({ preferences }).catch(() => undefined);
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await send('/me/password', { method: 'POST', body: { currentPassword, newPassword } });
}

/** The address changes once the link that is sent to it was opened. */
export async function changeEmail(email: string): Promise<void> {
  await send('/me/email', { method: 'POST', body: { email } });
}

export async function sendVerification(): Promise<void> {
  await send('/me/email/verification', { method: 'POST', body: {} });
}

/** Asks again who the person is: what is true of them has changed. */
export async function meChanged(): Promise<void> {
  const user = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  session.updateUser(user);
  if (user.secondFactorSetupRequired !== true) setupRequired.set(false);
}

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => getJson<Page<DeviceSession>>('/me/sessions', undefined, signal),
  staleTime: 0,
});

export async function endSession(id: string): Promise<void> {
  await send(`/me/sessions/${id}`, { method: 'DELETE' });
}

export async function endOtherSessions(): Promise<void> {
  await send('/me/sessions', { method: 'DELETE' });
}
