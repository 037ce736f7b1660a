// @vitest-environment jsdom
import i18next from 'i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { session } from '@/lib/session';
import { textOf } from '../turn/fold';
import { ThreadStore } from './thread-store';

const user = { id: 'u1', username: 'kim', role: 'user' } as User;

interface Asked {
  readonly what: string;
  readonly key: string | null;
  readonly body: unknown;
}

/** A server whose next answers are told one by one: a function answers, null loses the request on its way. */
class Server {
  readonly asked: Asked[] = [];
  readonly chats: string[] = [];
  readonly turns = new Map<string, string>();
  /** What becomes of the next requests; when nothing is said they are answered. */
  fate: Array<'answered' | 'lost before' | 'lost after' | 'failed'> = [];

  readonly fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    const path = url.pathname.replace('/api/v1', '');
    const key = new Headers(init.headers).get('Idempotency-Key');
    const body = init.body === undefined ? null : JSON.parse(String(init.body));
    this.asked.push({ what: `${init.method} ${path}`, key, body });
    const fate = this.fate.shift() ?? 'answered';
    if (fate === 'lost before') throw new TypeError('Failed to fetch');
    if (fate === 'failed') return Response.json({ code: 'internal' }, { status: 500 });
    const answer = this.#answer(init.method ?? 'GET', path, key ?? '');
    if (fate === 'lost after') throw new TypeError('Failed to fetch');
    return answer;
  };

  #answer(method: string, path: string, key: string): Response {
    if (path === '/conversations' && method === 'POST') {
      this.chats.push(`c${this.chats.length + 1}`);
      return Response.json(this.#chat(this.chats.at(-1) ?? ''));
    }
    if (method === 'PATCH') return Response.json(this.#chat(path));
    if (path === '/conversations') {
      return Response.json({ items: this.chats.map((id) => this.#chat(id)), nextCursor: null });
    }
    if (path.endsWith('/turns')) {
      this.turns.set(key, path);
      return new Response(
        [
          'id: 1\nevent: started\ndata: {"turnId":"t","userMessageId":"q","answerId":"a","model":"m"}\n\n',
          'id: 2\nevent: text-delta\ndata: {"text":"Yes."}\n\n',
          'id: 3\nevent: finished\ndata: {"usage":null}\n\n',
        ].join(''),
        { headers: { 'Content-Type': 'text/event-stream' } },
      );
    }
    return Response.json({ code: 'not-found' }, { status: 404 });
  }

  #chat(id: string) {
    return { id, title: '', model: null, activeLeafId: null, runningTurnId: null };
  }

  made(what: string): number {
    return this.asked.filter((request) => request.what === what).length;
  }
}

let server: Server;

beforeEach(async () => {
  await i18next.init({ lng: 'en', resources: {} });
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  localStorage.clear();
  session.adopt({ accessToken: 'token', expiresIn: 300, user } as never);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function texts(thread: ThreadStore): string[] {
  return thread.state.get().messages.map(textOf);
}

async function answered(thread: ThreadStore): Promise<void> {
  await eventually(() => expect(thread.busy).toBe(false));
}

describe('the first question of a chat', () => {
  it('is shown at once, and makes the chat that it goes to', async () => {
    const thread = new ThreadStore('');
    thread.ask('Is it?', 'm');
    expect(texts(thread)).toEqual(['Is it?', '']);
    await answered(thread);
    expect(thread.conversationId).toBe('c1');
    expect(texts(thread)).toEqual(['Is it?', 'Yes.']);
    expect(server.asked[0]?.body).toEqual({ model: 'm' });
  });

  it('goes to a chat that is answered from what was chosen for it', async () => {
    const thread = new ThreadStore('');
    thread.ask('Is it?', 'm', { collections: ['k1', 'k2'] });
    await answered(thread);
    expect(server.asked.map(({ what }) => what)).toEqual([
      'POST /conversations',
      'PATCH /conversations/c1',
      'POST /conversations/c1/turns',
    ]);
    expect(server.asked[1]?.body).toEqual({ collections: ['k1', 'k2'] });
  });

  it('waits for the server while it is away, and is asked once', async () => {
    server.fate = ['lost before', 'lost before', 'answered', 'answered', 'lost before'];
    const thread = new ThreadStore('');
    thread.ask('Is it?', 'm');
    await eventually(() => expect(thread.state.get().turn?.connection).toBe('waiting'));
    expect(texts(thread)).toEqual(['Is it?', '']);
    await answered(thread);
    expect(server.chats).toEqual(['c1']);
    expect(server.turns.size).toBe(1);
    const keys = server.asked.filter(({ what }) => what.endsWith('/turns')).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('makes no second chat when the answer to making the first was lost', async () => {
    server.fate = ['lost after'];
    const thread = new ThreadStore('');
    thread.ask('Is it?', 'm');
    await answered(thread);
    expect(server.chats).toEqual(['c1']);
    expect(server.made('POST /conversations')).toBe(1);
    expect(thread.conversationId).toBe('c1');
  });

  it('comes back when it is withdrawn before it was sent', async () => {
    server.fate = ['lost before', 'lost before', 'lost before', 'lost before'];
    const thread = new ThreadStore('');
    thread.ask('Is it?', null);
    await eventually(() => expect(thread.state.get().turn?.connection).toBe('waiting'));
    await thread.stop();
    expect(thread.returned.get()?.text).toBe('Is it?');
    expect(texts(thread)).toEqual([]);
    expect(thread.state.get().phase).toBe('ready');
    expect(new ThreadStore('').returned.get()).toBeNull();
  });

  it('comes back after the page was left before it was sent', async () => {
    server.fate = Array.from({ length: 20 }, () => 'lost before' as const);
    const thread = new ThreadStore('');
    thread.ask('Is it?', null);
    await eventually(() => expect(thread.state.get().turn?.connection).toBe('waiting'));
    thread.dispose();
    expect(new ThreadStore('').returned.get()?.text).toBe('Is it?');
  });

  it('comes back when the server keeps failing', async () => {
    server.fate = ['failed', 'failed', 'failed', 'failed', 'failed', 'failed'];
    const thread = new ThreadStore('');
    thread.ask('Is it?', null);
    await answered(thread);
    expect(thread.returned.get()?.text).toBe('Is it?');
    expect(server.chats).toEqual([]);
  });
});
