import { queryOptions } from '@tanstack/react-query';
import type { ServerConfig, SignedIn } from '@/api/schema';
import { sendAnonymously } from '@/lib/http';
import { session } from '@/lib/session';

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async ({ signal }) =>
    (await (await sendAnonymously('/config', { signal })).json()) as ServerConfig,
  staleTime: 60_000,
});

export interface Registration {
  username: string;
  password: string;
  email?: string;
}

export async function signIn(username: string, password: string): Promise<void> {
  session.adopt(await answer('/auth/login', { username, password }));
}

export async function register(registration: Registration): Promise<void> {
  session.adopt(await answer('/auth/register', registration));
}

async function answer(path: string, body: unknown): Promise<SignedIn> {
  return (await (await sendAnonymously(path, { method: 'POST', body })).json()) as SignedIn;
}
