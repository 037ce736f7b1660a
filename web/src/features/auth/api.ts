import type { CodeMethod, PasskeyRequest, PendingRegistration } from '@/api/identity';
import type { SignedIn } from '@/api/schema';
import { apiUrl, base } from '@/lib/base';
import { send, sendAnonymously } from '@/lib/http';
import { session } from '@/lib/session';

export interface Registration {
  username: string;
  password: string;
  email?: string;
  invitation?: string;
}

export async function signIn(username: string, password: string): Promise<void> {
  session.adopt(await answer('/auth/login', { username, password }));
}

/** The second step of a sign-in whose password was right. */
export async function signInWithCode(
  challenge: string,
  method: CodeMethod,
  code: string,
): Promise<void> {
  session.adopt(await answer('/auth/login/second-factor', { challenge, method, code }));
}

/** With a challenge as the second step, without one in place of the password. */
export async function signInWithPasskey(
  challenge?: string,
  how: { mediation?: CredentialMediationRequirement; signal?: AbortSignal } = {},
): Promise<void> {
  const about = challenge === undefined ? {} : { challenge };
  const { provePasskey, requirePasskeys } = await import('@/lib/passkeys');
  requirePasskeys();
  const { request, publicKey } = await answer<PasskeyRequest>('/auth/passkey/options', about);
  const credential = await provePasskey(publicKey, how);
  session.adopt(await answer('/auth/passkey', { request, credential, ...about }));
}

/** Null when the person is signed in, else what the account still waits for. */
export async function register(registration: Registration): Promise<PendingRegistration | null> {
  const told = await answer<SignedIn | PendingRegistration>('/auth/register', registration);
  if ('pending' in told) return told;
  session.adopt(told);
  return null;
}

export async function forgotPassword(email: string): Promise<void> {
  await sendAnonymously('/auth/password/forgot', { method: 'POST', body: { email } });
}

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await sendAnonymously('/auth/password/reset', { method: 'POST', body: { token, newPassword } });
}

export async function verifyEmail(token: string): Promise<void> {
  await sendAnonymously('/auth/email/verify', { method: 'POST', body: { token } });
}

export async function confirmWithSecret(
  secret: { password: string } | { code: string },
): Promise<void> {
  await send('/me/step-up', { method: 'POST', body: secret });
}

export async function confirmWithPasskey(): Promise<void> {
  const { provePasskey, requirePasskeys } = await import('@/lib/passkeys');
  requirePasskeys();
  const asked = await send('/me/step-up/passkey/options', { method: 'POST', body: {} });
  const { request, publicKey } = (await asked.json()) as PasskeyRequest;
  const credential = await provePasskey(publicKey);
  await send('/me/step-up/passkey', { method: 'POST', body: { request, credential } });
}

/** Where the browser goes to sign in with another service; it comes back to the page that is open now. */
export function identityProviderUrl(id: string): string {
  const here = `/${location.href.slice(base.href.length)}`;
  const returnTo = /^\/(?:sign-in|register|forgot-password)?(?:[?#]|$)/.test(here) ? '/' : here;
  return `${apiUrl(`/auth/oidc/${encodeURIComponent(id)}/start`)}?returnTo=${encodeURIComponent(returnTo)}`;
}

/** Where the browser goes to show that it is still the same person; it comes back here. */
export function confirmationUrl(id: string): string {
  return `${identityProviderUrl(id)}&stepUp=true`;
}

async function answer<T = SignedIn>(path: string, body: unknown): Promise<T> {
  return (await (await sendAnonymously(path, { method: 'POST', body })).json()) as T;
}
