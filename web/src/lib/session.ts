import type { SignedIn, User } from '@/api/schema';
import { apiUrl, base } from './base';
import { Problem } from './problem';
import { Store } from './store';

export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'anonymous' }
  | { readonly status: 'signed-in'; readonly user: User }
  /** The session is over but the page stays as it is: sign-in comes over it. */
  | { readonly status: 'expired'; readonly user: User };

interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

type Message =
  | { readonly type: 'token'; readonly token: Token; readonly user: User }
  | { readonly type: 'signed-out' };

const refreshBefore = 20_000;

/**
 * The person's session in this browser. The access token lives in memory only; the refresh cookie is out of reach of
 * scripts. Of all open tabs one at a time asks for a new token, and tells the others.
 */
export class Session {
  readonly state = new Store<SessionState>({ status: 'starting' });
  #token: Token | null = null;
  #refreshing: Promise<string | null> | null = null;
  #waiting: Array<() => void> = [];
  readonly #channel: BroadcastChannel | null;

  constructor() {
    this.#channel =
      typeof BroadcastChannel === 'undefined'
        ? null
        : new BroadcastChannel(`parley.session.${base.pathname}`);
    this.#channel?.addEventListener('message', (event: MessageEvent<Message>) => {
      const message = event.data;
      if (message.type === 'signed-out') this.#end();
      else this.#adopt(message.token, message.user);
    });
  }

  get user(): User | null {
    const state = this.state.get();
    return state.status === 'signed-in' || state.status === 'expired' ? state.user : null;
  }

  /** Finds out whether the browser still has a session. */
  async start(): Promise<void> {
    const token = await this.#refresh(undefined);
    if (token === null && this.state.get().status === 'starting') {
      this.state.set({ status: 'anonymous' });
    }
  }

  adopt(answer: SignedIn): void {
    const token = { value: answer.accessToken, expiresAt: Date.now() + answer.expiresIn * 1000 };
    this.#adopt(token, answer.user);
    this.#tell({ type: 'token', token, user: answer.user });
  }

  updateUser(user: User): void {
    const state = this.state.get();
    if (state.status === 'signed-in') this.state.set({ ...state, user });
  }

  /**
   * A token to ask with. When the session is over this waits until the person has signed in again over the page, so that
   * whatever was being done goes on. `refused` is the token that the server has just turned down.
   */
  async token(refused?: string): Promise<string> {
    for (;;) {
      const current = this.#token;
      if (
        current !== null &&
        current.value !== refused &&
        current.expiresAt - Date.now() > refreshBefore
      ) {
        return current.value;
      }
      if (this.state.get().status === 'signed-in') {
        const token = await this.#refresh(refused);
        if (token !== null) return token;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The server has ended the session: keep the page, ask for sign-in over it. */
  expire(): void {
    this.#token = null;
    const state = this.state.get();
    if (state.status === 'signed-in') this.state.set({ status: 'expired', user: state.user });
  }

  /** Leaves an expired session behind, for another person to sign in. */
  abandon(): void {
    location.assign(base.href);
  }

  async signOut(): Promise<void> {
    let elsewhere: string | undefined;
    try {
      const response = await fetch(apiUrl('/auth/logout'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
      if (response.status === 200) {
        elsewhere = ((await response.json()) as { location?: string }).location;
      }
    } catch (cause) {
      throw Problem.network(cause);
    }
    this.forget();
    // Another service opened the session: it ends there as well.
    if (elsewhere !== undefined) location.assign(elsewhere);
  }

  /** The session is over at the server for good, in every tab. */
  forget(): void {
    this.#tell({ type: 'signed-out' });
    this.#end();
  }

  #end(): void {
    this.#token = null;
    this.state.set({ status: 'anonymous' });
  }

  #adopt(token: Token, user: User): void {
    this.#token = token;
    const before = this.user;
    if (before !== null && before.id !== user.id) {
      // Another person signed in: nothing of the first one's may stay on this page.
      location.assign(base.href);
      return;
    }
    if (this.state.get().status !== 'signed-in') this.state.set({ status: 'signed-in', user });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #refresh(refused: string | undefined): Promise<string | null> {
    this.#refreshing ??= alone(`parley.refresh.${base.pathname}`, () => this.#ask(refused)).finally(
      () => {
        this.#refreshing = null;
      },
    );
    return this.#refreshing;
  }

  async #ask(refused: string | undefined): Promise<string | null> {
    const current = this.#token;
    // Another tab may have been first while this one waited for its turn.
    if (
      current !== null &&
      current.value !== refused &&
      current.expiresAt - Date.now() > refreshBefore
    ) {
      return current.value;
    }
    let response: Response;
    try {
      response = await fetch(apiUrl('/auth/refresh'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
    } catch (cause) {
      throw Problem.network(cause);
    }
    // Nobody is signed in here: a first visit, or the session was left behind.
    if (response.status === 204) {
      this.expire();
      return null;
    }
    if (response.ok) {
      const answer = (await response.json()) as SignedIn;
      this.adopt(answer);
      return answer.accessToken;
    }
    if (response.status === 401 || response.status === 403) {
      this.expire();
      return null;
    }
    throw await Problem.ofResponse(response);
  }
}

/** Runs while no other tab runs anything under the same name. Insecure contexts have no Web Locks; there it just runs. */
function alone<T>(name: string, task: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(name, task) : task();
}

export const session = new Session();
