// Drives a real Keycloak and the built server over HTTP, as two browsers and an administrator would.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [root, home] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'parley-keycloak.'));
const children = [];
const started = Date.now();
let passed = 0;
let failed = 0;

const parleyPort = await freePort();
const keycloakPort = await freePort();
const parley = `http://127.0.0.1:${parleyPort}`;
const keycloak = `http://127.0.0.1:${keycloakPort}`;
const issuer = `${keycloak}/realms/parley`;
const password = 'quiet lantern over northern water';

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function say(words) {
  process.stdout.write(`keycloak: ${words}\n`);
}

const realm = {
  realm: 'parley',
  enabled: true,
  sslRequired: 'none',
  roles: { realm: [{ name: 'parley-admin' }] },
  clients: [
    {
      clientId: 'parley',
      secret: 'the secret of the client',
      enabled: true,
      protocol: 'openid-connect',
      standardFlowEnabled: true,
      directAccessGrantsEnabled: false,
      redirectUris: [`${parley}/api/v1/auth/oidc/oidc/callback`],
      attributes: {
        'pkce.code.challenge.method': 'S256',
        'post.logout.redirect.uris': `${parley}/sign-in`,
        'backchannel.logout.url': `${parley}/api/v1/auth/oidc/oidc/backchannel-logout`,
        'backchannel.logout.session.required': 'true',
      },
      protocolMappers: [
        {
          name: 'roles',
          protocol: 'openid-connect',
          protocolMapper: 'oidc-usermodel-realm-role-mapper',
          config: {
            'claim.name': 'realm_access.roles',
            'jsonType.label': 'String',
            multivalued: 'true',
            'id.token.claim': 'true',
          },
        },
      ],
    },
  ],
  users: ['grace', 'ada'].map((username) => ({
    username,
    enabled: true,
    email: `${username}@example.org`,
    emailVerified: username === 'grace',
    firstName: username === 'grace' ? 'Grace' : 'Ada',
    lastName: username === 'grace' ? 'Hopper' : 'Lovelace',
    credentials: [{ type: 'password', value: password, temporary: false }],
    realmRoles: username === 'grace' ? ['parley-admin'] : [],
  })),
};

async function start(name, command, args, env) {
  const log = await open(join(root, 'target', 'logs', `${name}.log`), 'w');
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', JAVA_HOME: process.env.JAVA_HOME ?? '', ...env },
  });
  await log.close();
  children.push(child);
  return child;
}

function stop() {
  for (const child of children) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  }
}

async function answers(address, child, seconds) {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    assert.equal(child.exitCode, null, `it has ended; target/logs says why (${address})`);
    try {
      if ((await fetch(address)).ok) return;
    } catch {
      // not yet
    }
    await pause(500);
  }
  assert.fail(`${address} did not answer within ${seconds} s`);
}

/** A browser that keeps cookies for each server, and goes on by itself only when told to. */
class Browser {
  #jars = new Map();

  async send(address, options = {}) {
    const { origin } = new URL(address);
    const jar = this.#jars.get(origin) ?? new Map();
    this.#jars.set(origin, jar);
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(address, {
      redirect: 'manual',
      ...options,
      headers: { ...options.headers, ...(cookies && { Cookie: cookies }) },
    });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (/max-age=0/i.test(cookie) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return reply;
  }

  /** Follows redirects until somebody shows something. */
  async open(address) {
    let reply = await this.send(address);
    let place = address;
    for (let hop = 0; hop < 10 && reply.headers.get('location') !== null; hop++) {
      place = new URL(reply.headers.get('location'), place).href;
      if (place.startsWith(parley) && !place.includes('/api/')) break;
      reply = await this.send(place);
    }
    return { place, reply };
  }

  /** Where one ends up who signs in, typing this where Keycloak asks. */
  async signIn(username, typed = password) {
    const shown = await this.open(`${parley}/api/v1/auth/oidc/oidc/start?returnTo=/chats/1`);
    if (shown.place.startsWith(parley)) return { ...shown, asked: false };
    const page = await shown.reply.text();
    const form = /<form[^>]*id="kc-form-login"[^>]*>/.exec(page)?.[0] ?? '';
    const action = /action="([^"]+)"/.exec(form)?.[1].replaceAll('&amp;', '&');
    assert.ok(action, `Keycloak shows no form, but ${page.slice(0, 400)}`);
    const reply = await this.send(action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ username, password: typed, credentialId: '' }).toString(),
    });
    const location = reply.headers.get('location');
    if (location === null) return { place: action, reply, asked: true };
    return { ...(await this.open(location)), asked: true };
  }

  /** An access token, as the page gets it. */
  async token() {
    const reply = await this.send(`${parley}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    assert.equal(reply.status, 200, await reply.clone().text());
    return (await reply.json()).accessToken;
  }
}

async function me(token) {
  const reply = await fetch(`${parley}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: reply.status, ...(await reply.json()) };
}

/** Keycloak's own API, as its administrator. */
async function administrate(method, path, body) {
  const granted = await fetch(`${keycloak}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', username: 'admin', password }),
  });
  const reply = await fetch(`${keycloak}/admin/realms/parley${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${(await granted.json()).access_token}`,
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
  const text = await reply.text();
  return text === '' ? null : JSON.parse(text);
}

async function userId(username) {
  return (await administrate('GET', `/users?username=${username}&exact=true`))[0].id;
}

async function check(name, work) {
  try {
    await work();
    passed++;
    say(`ok    ${name}`);
  } catch (error) {
    failed++;
    say(`FAIL  ${name}\n${error.stack}`);
  }
}

async function main() {
  await mkdir(join(root, 'target', 'logs'), { recursive: true });
  await rm(join(home, 'data'), { recursive: true, force: true });
  await mkdir(join(home, 'data', 'import'), { recursive: true });
  await writeFile(join(home, 'data', 'import', 'parley-realm.json'), JSON.stringify(realm));
  say('starting Keycloak and Parley');
  const provider = await start(
    'keycloak',
    join(home, 'bin', 'kc.sh'),
    ['start-dev', '--http-host', '127.0.0.1', '--http-port', String(keycloakPort), '--import-realm', '--cache=local'],
    {
      JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m',
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      KC_BOOTSTRAP_ADMIN_PASSWORD: password,
    },
  );
  const server = await start('keycloak-parley', join(root, 'target', 'app', 'start'), [], {
    SERVER_ADDRESS: '127.0.0.1',
    PORT: String(parleyPort),
    PARLEY_DATA_DIR: join(folder, 'data'),
    PARLEY_DISCOVER_OLLAMA: 'false',
    PARLEY_OUTBOUND_ALLOW: '127.0.0.1',
    PARLEY_OIDC_ISSUER: issuer,
    PARLEY_OIDC_CLIENT_ID: 'parley',
    PARLEY_OIDC_CLIENT_SECRET: 'the secret of the client',
    PARLEY_OIDC_NAME: 'Keycloak',
    PARLEY_OIDC_ROLE_CLAIM: 'realm_access.roles',
    PARLEY_OIDC_ADMIN_VALUES: 'parley-admin',
  });
  await answers(`${parley}/health`, server, 300);
  await answers(`${issuer}/.well-known/openid-configuration`, provider, 600);
  say(`both answer after ${Math.round((Date.now() - started) / 1000)} s`);

  // The founder is somebody else, so that roles are the provider's to give and take.
  const founder = await fetch(`${parley}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'founder', password }),
  });
  assert.equal(founder.status, 201);

  const browser = new Browser();
  let account;

  await check('the sign-in page offers Keycloak', async () => {
    const config = await (await fetch(`${parley}/api/v1/config`)).json();
    assert.deepEqual(config.identityProviders, [{ id: 'oidc', name: 'Keycloak', preset: null }]);
  });

  await check('a wrong password ends at Keycloak', async () => {
    const { place } = await new Browser().signIn('grace', 'not the password');
    assert.ok(place.startsWith(keycloak));
  });

  await check('its login form signs in, with name, address and role', async () => {
    const { place, asked } = await browser.signIn('grace');
    assert.ok(asked);
    assert.equal(place, `${parley}/chats/1`);
    account = await me(await browser.token());
    assert.equal(account.username, 'grace');
    assert.equal(account.displayName, 'Grace Hopper');
    assert.equal(account.email, 'grace@example.org');
    assert.equal(account.emailVerified, true);
    assert.equal(account.role, 'admin');
  });

  await check('a second sign-in needs no form and finds the same account', async () => {
    const { place, asked } = await browser.signIn('grace');
    assert.ok(!asked);
    assert.equal(place, `${parley}/chats/1`);
    assert.equal((await me(await browser.token())).id, account.id);
  });

  await check('an address that Keycloak has not verified is not taken over', async () => {
    const other = new Browser();
    await other.signIn('ada');
    const ada = await me(await other.token());
    assert.equal(ada.username, 'ada');
    assert.equal(ada.email, null);
    assert.equal(ada.role, 'user');
  });

  await check('a role that Keycloak takes away is gone at the next sign-in', async () => {
    const id = await userId('grace');
    const role = await administrate('GET', '/roles/parley-admin');
    await administrate('DELETE', `/users/${id}/role-mappings/realm`, [role]);
    await browser.signIn('grace');
    assert.equal((await me(await browser.token())).role, 'user');
  });

  await check('signing out goes on at Keycloak, and ends there too', async () => {
    const other = new Browser();
    await other.signIn('ada');
    await other.token();
    const out = await other.send(`${parley}/api/v1/auth/logout`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    assert.equal(out.status, 200);
    const { place } = await other.open((await out.json()).location);
    assert.equal(place.split('?')[0], `${parley}/sign-in`);
    assert.ok((await other.signIn('ada')).asked, 'Keycloak still knows the browser');
  });

  await check('back-channel logout ends the session within a second, and its open stream within five', async () => {
    const token = await browser.token();
    const stream = await fetch(`${parley}/api/v1/events`, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
    });
    assert.equal(stream.status, 200);
    const ended = (async () => {
      for await (const _ of stream.body) {
        // until it is over
      }
      return Date.now();
    })();
    await administrate('POST', `/users/${await userId('grace')}/logout`);
    const told = Date.now();
    let status = 200;
    while (status === 200 && Date.now() - told < 5000) {
      ({ status } = await me(token));
    }
    const refusedAfter = Date.now() - told;
    assert.equal(status, 401);
    const closed = await Promise.race([ended, pause(10_000)]);
    assert.ok(closed, 'the stream is still open');
    say(`      refused after ${refusedAfter} ms, stream closed after ${Math.max(0, closed - told)} ms`);
    assert.ok(refusedAfter < 1000 && closed - told < 5000);
    const refresh = await browser.send(`${parley}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    assert.equal(refresh.status, 401);
  });
}

try {
  await main();
} catch (error) {
  failed++;
  say(`FAIL  ${error.stack}`);
} finally {
  stop();
  await rm(folder, { recursive: true, force: true });
}
say(`${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(failed === 0 ? 0 : 1);
