// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { session } from './session';
import { upload } from './upload';

/** A request whose fate the test decides once it was sent. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  readonly upload: { onprogress?: (event: object) => void } = {};
  readonly headers = new Map<string, string>();
  status = 0;
  responseText = '';
  body: FormData | null = null;
  onload = () => {};
  onerror = () => {};
  onabort = () => {};

  open(): void {}
  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }
  getResponseHeader(name: string): string | null {
    return name === 'Content-Type' ? 'application/json' : null;
  }
  send(body: FormData): void {
    this.body = body;
    FakeRequest.sent.push(this);
  }
  abort(): void {
    this.onabort();
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload();
  }
}

const file = new File(['hello'], 'hello.md', { type: 'text/markdown' });

async function nextRequest(): Promise<FakeRequest> {
  await eventually(() => expect(FakeRequest.sent).not.toEqual([]));
  return FakeRequest.sent.shift() as FakeRequest;
}

beforeEach(() => {
  FakeRequest.sent = [];
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const user = { id: 'u1', username: 'kim', role: 'user' } as User;
  session.adopt({ accessToken: 'one', expiresIn: 300, user } as never);
});

describe('an upload', () => {
  it('tells how much has been sent, and what became of it', async () => {
    const shares: number[] = [];
    const uploading = upload('/collections/c/documents', file, {
      onProgress: (share) => shares.push(share),
    });
    const request = await nextRequest();
    expect(request.headers.get('Authorization')).toBe('Bearer one');
    expect(request.body?.get('file')).toMatchObject({ name: 'hello.md' });
    request.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
    request.upload.onprogress?.({ lengthComputable: true, loaded: 4, total: 4 });
    request.answer(201, { id: 'd' });
    expect(await uploading).toEqual({ status: 201, body: { id: 'd' } });
    expect(shares).toEqual([0.25, 1]);
  });

  it('fails with the problem that the server tells', async () => {
    const uploading = upload('/collections/c/documents', file);
    (await nextRequest()).answer(413, { code: 'too-large', detail: 'Too large.' });
    await expect(uploading).rejects.toMatchObject({ code: 'too-large', message: 'Too large.' });
  });

  it('is a problem of the network when the connection is lost', async () => {
    const uploading = upload('/collections/c/documents', file);
    (await nextRequest()).onerror();
    await expect(uploading).rejects.toMatchObject({ code: 'network' });
  });

  it('renews a refused token once and sends the file again', async () => {
    const user = { id: 'u1', username: 'kim', role: 'user' } as User;
    vi.stubGlobal('fetch', async () => Response.json({ accessToken: 'two', expiresIn: 300, user }));
    const uploading = upload('/collections/c/documents', file);
    (await nextRequest()).answer(401, { code: 'unauthenticated' });
    const second = await nextRequest();
    expect(second.headers.get('Authorization')).toBe('Bearer two');
    second.answer(201, { id: 'd' });
    expect((await uploading).status).toBe(201);
  });

  it('can be called off', async () => {
    const stop = new AbortController();
    const uploading = upload('/collections/c/documents', file, { signal: stop.signal });
    await nextRequest();
    stop.abort();
    await expect(uploading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
