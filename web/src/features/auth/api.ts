import type { SignedIn } from '@/api/schema';
import { sendAnonymously } from '@/lib/http';
import { session } from '@/lib/session';

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
