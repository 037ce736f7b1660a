import { apiUrl } from './base';
import { isAbort, Problem } from './problem';
import { session } from './session';
import { confirmIdentity, setupRequired } from './step-up';

type Query = Record<string, string | number | undefined>;

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/** What a form is told about the entered password or code; a new token would change nothing. */
const ofTheForm: ReadonlySet<string> = new Set(['bad-credentials', 'bad-code']);

/**
 * Asks the API as the signed-in person. A refused token is renewed once. Where the server wants to know that it is still
 * this person, they are asked and the request is repeated. Throws a Problem for anything but success.
 */
export async function send(path: string, options: Options = {}): Promise<Response> {
  let renewed = false;
  let token = await session.token();
  for (;;) {
    const response = await attempt(path, options, token);
    if (response.ok) return response;
    const problem = await Problem.ofResponse(response);
    if (problem.status === 401 && !renewed && !ofTheForm.has(problem.code)) {
      renewed = true;
      token = await session.token(token);
    } else if (problem.code === 'step-up-required') {
      await confirmIdentity(problem.details.methods ?? [], problem.details.providers);
      token = await session.token();
    } else {
      if (problem.code === 'second-factor-setup-required') setupRequired.set(true);
      throw problem;
    }
  }
}

/** Asks the API without a session (configuration, sign-in). */
export async function sendAnonymously(path: string, options: Options = {}): Promise<Response> {
  return successful(await attempt(path, options, undefined));
}

export async function getJson<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { ...(query && { query }), ...(signal && { signal }) });
  return (await response.json()) as T;
}

export async function postJson<T>(path: string, body: unknown): Promise<T> {
  return (await (await send(path, { method: 'POST', body })).json()) as T;
}

export async function putJson<T>(path: string, body: unknown): Promise<T> {
  return (await (await send(path, { method: 'PUT', body })).json()) as T;
}

export async function patchJson<T>(path: string, body: unknown): Promise<T> {
  return (await (await send(path, { method: 'PATCH', body })).json()) as T;
}

async function successful(response: Response): Promise<Response> {
  if (!response.ok) throw await Problem.ofResponse(response);
  return response;
}

async function attempt(
  path: string,
  options: Options,
  token: string | undefined,
): Promise<Response> {
  const url = new URL(apiUrl(path));
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  try {
    return await fetch(url, {
      method: options.method ?? 'GET',
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(options.body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.signal && { signal: options.signal }),
      ...(options.keepalive && { keepalive: true }),
    });
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw Problem.network(cause);
  }
}
