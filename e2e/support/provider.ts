import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listener, listen } from './listener.ts';

const clientId = 'parley-browser';
const clientSecret = 'a secret of the browser tests';
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** Somebody whom the provider knows. */
export interface Subject {
  readonly sub: string;
  readonly preferred_username: string;
  readonly name: string;
  readonly email: string;
  readonly email_verified: boolean;
}

/**
 * An OpenID provider of one person, who confirms with a button: discovery, the authorization code flow with PKCE, and
 * back-channel logout, all strict with their client. 127.0.0.2 is another site to the browser, and the internet to Parley.
 */
export class OpenIdProvider {
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #codes = new Map<string, URLSearchParams>();
  #listener: Listener | null = null;
  /** The session that it opened last. */
  #sid = '';

  private constructor(readonly person: Subject) {}

  static async start(person: Subject): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider(person);
    provider.#listener = await listen('127.0.0.2', (request, response) =>
      provider.#answer(request, response),
    );
    return provider;
  }

  get issuer(): string {
    return this.#listener?.url ?? '';
  }

  /** What an administrator enters to connect it. */
  get connection() {
    return { name: 'Harbour office', issuer: this.issuer, clientId, clientSecret, signUp: 'any' };
  }

  /** Ends the session that it opened last, at a client that it does not ask. */
  async logOut(backChannel: string): Promise<number> {
    const now = seconds();
    const token = this.#signed('logout+jwt', {
      iss: this.issuer,
      aud: clientId,
      iat: now,
      exp: now + 120,
      jti: randomUUID(),
      sub: this.person.sub,
      sid: this.#sid,
      events: { [logoutEvent]: {} },
    });
    const answer = await fetch(backChannel, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
    return answer.status;
  }

  close(): void {
    this.#listener?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return json(response, 200, {
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/keys`,
          authorization_response_iss_parameter_supported: true,
        });
      case 'GET /keys':
        return json(response, 200, {
          keys: [
            { ...this.#key.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' },
          ],
        });
      case 'GET /authorize':
        return this.#ask(url.searchParams, response);
      case 'POST /confirm':
        return this.#confirm(new URLSearchParams(await text(request)), response);
      case 'POST /token':
        return this.#exchange(request, new URLSearchParams(await text(request)), response);
      default:
        response.writeHead(url.pathname === '/favicon.ico' ? 204 : 404).end();
    }
  }

  /** The page that a person sees here. */
  #ask(asked: URLSearchParams, response: ServerResponse): void {
    const complete =
      asked.get('response_type') === 'code' &&
      asked.get('client_id') === clientId &&
      asked.get('code_challenge_method') === 'S256' &&
      (asked.get('scope') ?? '').split(' ').includes('openid') &&
      ['redirect_uri', 'state', 'nonce', 'code_challenge'].every((name) => asked.get(name));
    if (!complete) return json(response, 400, { error: 'invalid_request' });
    const code = randomUUID();
    this.#codes.set(code, asked);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(
      `<!doctype html><html lang="en"><title>Harbour office</title><h1>Harbour office</h1>
      <form method="post" action="/confirm"><input type="hidden" name="code" value="${code}">
      <button>Continue as ${this.person.name}</button></form></html>`,
    );
  }

  #confirm(form: URLSearchParams, response: ServerResponse): void {
    const code = form.get('code') ?? '';
    const asked = this.#codes.get(code);
    if (asked === undefined) return json(response, 400, { error: 'invalid_request' });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    back.searchParams.set('iss', this.issuer);
    response.writeHead(303, { Location: back.href }).end();
  }

  #exchange(request: IncomingMessage, form: URLSearchParams, response: ServerResponse): void {
    const asked = this.#codes.get(form.get('code') ?? '');
    // A code is good once.
    this.#codes.delete(form.get('code') ?? '');
    const pair = [clientId, clientSecret].map((part) => new URLSearchParams({ part }).toString().slice(5));
    const client = `Basic ${Buffer.from(pair.join(':')).toString('base64')}`;
    const challenge = hash(form.get('code_verifier') ?? '').toString('base64url');
    if (request.headers.authorization !== client)
      return json(response, 401, { error: 'invalid_client' });
    if (
      asked?.get('redirect_uri') !== form.get('redirect_uri') ||
      asked?.get('code_challenge') !== challenge
    )
      return json(response, 400, { error: 'invalid_grant' });
    this.#sid = randomUUID();
    const now = seconds();
    const accessToken = randomUUID();
    json(response, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      id_token: this.#signed('JWT', {
        ...this.person,
        iss: this.issuer,
        aud: clientId,
        iat: now,
        exp: now + 300,
        auth_time: now,
        nonce: asked?.get('nonce'),
        sid: this.#sid,
        at_hash: hash(accessToken).subarray(0, 16).toString('base64url'),
      }),
    });
  }

  #signed(typ: string, claims: object): string {
    const signed = [{ alg: 'RS256', typ, kid: '1' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createSign('RSA-SHA256').update(signed).sign(this.#key.privateKey);
    return `${signed}.${signature.toString('base64url')}`;
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function hash(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
