import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignedIn, User } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { Problem } from './problem';
import { Session } from './session';

const user: User = {
  id: 'u1',
  username: 'ada',
  displayName: 'Ada',
  email: null,
  emailVerified: false,
  role: 'user',
  preferences: {},
  createdAt: '2026-11-21T00:00:00Z',
  secondFactor: false,
  secondFactorSetupRequired: false,
  hasPassword: true,
};

function signedIn(accessToken: string, expiresIn = 300, who = user): SignedIn {
  return { accessToken, expiresIn, user: who };
}

/** Answers of the refresh route, in order; the number of requests is what most of this is about. */
function server(...answers: Array<SignedIn | { location: string } | 204 | 401 | 'no network'>) {
  const fetched = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = answers[Math.min(fetched.mock.calls.length, answers.length) - 1];
    if (answer === 'no network' || answer === undefined) throw new TypeError('failed to fetch');
    if (answer === 204) return new Response(null, { status: 204 });
    if (answer === 401) return new Response('{"code":"unauthenticated"}', { status: 401 });
    return Response.json(answer);
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

/** Channels that reach no further than one test. */
function channels() {
  const open: FakeChannel[] = [];
  class FakeChannel extends EventTarget {
    readonly name: string;
    constructor(name: string) {
      super();
      this.name = name;
      open.push(this);
    }
    postMessage(data: unknown) {
      for (const other of open) {
        if (other === this || other.name !== this.name) continue;
        setTimeout(() => other.dispatchEvent(new MessageEvent('message', { data })));
      }
    }
  }
  return FakeChannel;
}

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', channels());
  // Tabs of one browser take turns; so do the sessions of a test.
  let turn: Promise<unknown> = Promise.resolve();
  vi.stubGlobal('navigator', {
    locks: {
      request: (_name: string, task: () => Promise<unknown>) => {
        const mine = turn.then(task, task);
        turn = mine.catch(() => undefined);
        return mine;
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a session', () => {
  it('asks for one token however many need it at once', async () => {
    const fetched = server(signedIn('one'));
    const session = new Session();
    await session.start();
    const tokens = await Promise.all([1, 2, 3, 4].map(() => session.token('one-refused-before')));
    expect(new Set(tokens)).toEqual(new Set(['one']));
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('renews a refused token once for all who were refused', async () => {
    const fetched = server(signedIn('one'), signedIn('two'));
    const session = new Session();
    await session.start();
    expect(await Promise.all([session.token('one'), session.token('one')])).toEqual(['two', 'two']);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('renews a token before it ends', async () => {
    const fetched = server(signedIn('short', 10), signedIn('long'));
    const session = new Session();
    await session.start();
    expect(await session.token()).toBe('long');
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('takes the token that another tab was given meanwhile', async () => {
    const fetched = server(signedIn('one'), signedIn('two'));
    const [first, second] = [new Session(), new Session()];
    await first.start();
    await eventually(() => expect(second.state.get().status).toBe('signed-in'));
    expect(await second.token()).toBe('one');
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it("is nobody's when the browser has no cookie, or one of an ended session", async () => {
    for (const answer of [204, 401] as const) {
      server(answer);
      const session = new Session();
      await session.start();
      expect(session.state.get(), String(answer)).toEqual({ status: 'anonymous' });
    }
  });

  it('asks to sign in again over the page when the cookie is gone', async () => {
    server(signedIn('one'), 204);
    const session = new Session();
    await session.start();
    void session.token('one');
    await eventually(() => expect(session.state.get().status).toBe('expired'));
  });

  it('keeps who asks waiting until the person has signed in again', async () => {
    server(signedIn('one'), 401);
    const session = new Session();
    await session.start();
    const waiting = session.token('one');
    await eventually(() => expect(session.state.get().status).toBe('expired'));
    session.adopt(signedIn('again'));
    expect(await waiting).toBe('again');
    expect(session.state.get().status).toBe('signed-in');
  });

  it('does not take a missing network for a missing session', async () => {
    server(signedIn('one'), 'no network');
    const session = new Session();
    await session.start();
    await expect(session.token('one')).rejects.toBeInstanceOf(Problem);
    expect(session.state.get().status).toBe('signed-in');
  });

  it('ends in all tabs at once', async () => {
    server(signedIn('one'));
    const [first, second] = [new Session(), new Session()];
    await first.start();
    await eventually(() => expect(second.state.get().status).toBe('signed-in'));
    await first.signOut();
    await eventually(() => expect(second.state.get().status).toBe('anonymous'));
  });

  it('goes on to sign out where it was signed in', async () => {
    server(signedIn('one'), { location: 'https://id.example.org/logout' });
    const assign = vi.fn();
    vi.stubGlobal('location', { assign });
    const session = new Session();
    await session.start();
    await session.signOut();
    expect(assign).toHaveBeenCalledWith('https://id.example.org/logout');
    expect(session.state.get().status).toBe('anonymous');
  });

  it('shows nothing of one person to the next', async () => {
    server(signedIn('one'));
    const assign = vi.fn();
    vi.stubGlobal('location', { assign });
    const session = new Session();
    await session.start();
    session.adopt(signedIn('other', 300, { ...user, id: 'u2' }));
    expect(assign).toHaveBeenCalledOnce();
  });
});
