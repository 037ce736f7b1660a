import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';

export interface StoredMessage {
  id: string;
  role: 'user' | 'assistant';
  status: string;
  parts: Array<{ type: string; text: string }>;
  siblingIds: string[];
}

export const password = 'seven quiet otters';

/** The person who came first; the tests of the first person make the account. */
export const administrator = 'ada';

/** Someone with an account, using the API as a browser of theirs would: the request context keeps the cookies. */
export class Person {
  private constructor(
    readonly username: string,
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async register(request: APIRequestContext, name: string): Promise<Person> {
    const username = `${name}-${randomUUID().slice(0, 8)}`;
    return Person.#enter(request, 'register', username);
  }

  static signIn(request: APIRequestContext, username: string): Promise<Person> {
    return Person.#enter(request, 'login', username);
  }

  static async #enter(request: APIRequestContext, route: string, username: string): Promise<Person> {
    const answer = await request.post(`/api/v1/auth/${route}`, { data: { username, password } });
    expect(answer.ok(), `${route} ${username}: ${await answer.text()}`).toBe(true);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    return new Person(username, request, accessToken);
  }

  get(path: string): Promise<APIResponse> {
    return this.request.get(path, { headers: this.#headers() });
  }

  post(path: string, data: unknown): Promise<APIResponse> {
    return this.request.post(path, { data, headers: this.#headers() });
  }

  delete(path: string): Promise<APIResponse> {
    return this.request.delete(path, { headers: this.#headers() });
  }

  patch(path: string, data: unknown): Promise<APIResponse> {
    return this.request.patch(path, { data, headers: this.#headers() });
  }

  /** A chat with a model of the stub server, named by its behaviour. */
  async chatWith(behaviour: string, title = ''): Promise<string> {
    const model = behaviour.includes('/') ? behaviour : `${await this.#stub()}/${behaviour}`;
    const answer = await this.post('/api/v1/conversations', { model, ...(title !== '' && { title }) });
    expect(answer.status(), await answer.text()).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Asks and waits for the whole answer. */
  async ask(conversation: string, text: string): Promise<void> {
    const answer = await this.post(`/api/v1/conversations/${conversation}/turns`, { text });
    expect(answer.status(), await answer.text()).toBe(201);
    await expect
      .poll(async () => (await this.messages(conversation)).at(-1)?.status, { timeout: 60_000 })
      .toBe('finished');
  }

  async messages(conversation: string): Promise<StoredMessage[]> {
    const answer = await this.get(`/api/v1/conversations/${conversation}/messages`);
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as { items: StoredMessage[] }).items;
  }

  async lastText(conversation: string): Promise<string> {
    return textOf((await this.messages(conversation)).at(-1));
  }

  async #stub(): Promise<string> {
    const answer = await this.get('/api/v1/models');
    const { items } = (await answer.json()) as { items: Array<{ id: string; name: string }> };
    const found = items.find((model) => model.id.endsWith('/echo'));
    expect(found, 'the stub server is connected').toBeDefined();
    return (found?.id ?? '').replace(/\/echo$/, '');
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}`, 'idempotency-key': randomUUID() };
  }
}

export function textOf(message: StoredMessage | undefined): string {
  return (message?.parts ?? [])
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('');
}
