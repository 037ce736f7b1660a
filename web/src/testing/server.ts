import { vi } from 'vitest';
import type { User } from '@/api/schema';
import { session } from '@/lib/session';

/** A request that the part under test has made. */
export interface Asked {
  readonly route: string;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what was sent
  readonly body: any;
}

/** What a route answers; a Response says more than a body. Several are given one after the other, the last for good. */
type Answer = unknown | Response | ((asked: Asked) => unknown);

/** A server that answers `METHOD /path` below the API, and remembers what it was asked. */
export function fakeServer(routes: Record<string, Answer[]>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (address: URL | string, init: RequestInit = {}) => {
    const url = new URL(address);
    const route = `${init.method ?? 'GET'} ${url.pathname.replace(/^.*\/api\/v1/, '')}`;
    const request = {
      route,
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    const before = asked.filter((one) => one.route === route).length;
    asked.push(request);
    const answers = routes[route];
    if (answers === undefined) return refusal(404, 'not-found');
    const answer = answers[Math.min(before, answers.length - 1)];
    const given = typeof answer === 'function' ? answer(request) : answer;
    if (given instanceof Response) return given.clone();
    return given === undefined ? new Response(null, { status: 204 }) : Response.json(given);
  });
  return asked;
}

/** Problem details of the server. */
export function refusal(status: number, code: string, more: object = {}): Response {
  return new Response(JSON.stringify({ status, code, title: code, detail: code, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

export const kim: User = {
  id: 'u1',
  username: 'kim',
  displayName: 'Kim',
  email: 'kim@example.org',
  emailVerified: true,
  role: 'admin',
  preferences: {},
  createdAt: '2026-11-21T00:00:00Z',
  secondFactor: false,
  secondFactorSetupRequired: false,
  hasPassword: true,
};

export function signedIn(user: User = kim): void {
  session.adopt({ accessToken: 'token', expiresIn: 300, user });
}
