import { apiUrl } from './base';
import { Problem } from './problem';
import { session } from './session';

export interface UploadOptions {
  /** How much has left this machine, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

export interface Uploaded<T> {
  /** 200 for something that was there already, 201 for something new. */
  status: number;
  body: T;
}

/**
 * Sends one file as a form. `fetch` cannot tell how much of a body has been sent, so this is an XMLHttpRequest. A refused
 * token is renewed once; anything but success is a Problem, and being called off an AbortError.
 */
export async function upload<T>(
  path: string,
  file: File,
  options: UploadOptions = {},
): Promise<Uploaded<T>> {
  const token = await session.token();
  const first = await attempt(path, file, token, options);
  const response =
    first.status === 401 ? await attempt(path, file, await session.token(token), options) : first;
  if (!response.ok) throw await Problem.ofResponse(response);
  return { status: response.status, body: (await response.json()) as T };
}

function attempt(
  path: string,
  file: File,
  token: string,
  { onProgress, signal }: UploadOptions,
): Promise<Response> {
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    const settle = (settled: () => void) => {
      signal?.removeEventListener('abort', cancel);
      settled();
    };
    const aborted = () => reject(new DOMException('The upload was called off.', 'AbortError'));
    request.open('POST', apiUrl(path));
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.onload = () => settle(() => resolve(responseOf(request)));
    request.onerror = () =>
      settle(() => reject(Problem.network(new Error('the connection was lost'))));
    request.ontimeout = request.onerror;
    request.onabort = () => settle(aborted);
    if (signal?.aborted) {
      aborted();
      return;
    }
    signal?.addEventListener('abort', cancel);
    request.send(form);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ['Content-Type', 'Retry-After', 'X-Request-Id']) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  const bare = request.status === 204 || request.status === 304;
  return new Response(bare ? null : request.responseText, { status: request.status, headers });
}
