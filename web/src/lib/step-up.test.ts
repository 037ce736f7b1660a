import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '@/lib/eventually';
import { fakeServer, refusal, signedIn } from '@/testing/server';
import { postJson, send } from './http';
import { Problem } from './problem';
import { setupRequired, stepUp } from './step-up';

const required = refusal(403, 'step-up-required', { methods: ['totp', 'password', 'other'] });

beforeEach(() => signedIn());
afterEach(() => vi.unstubAllGlobals());

async function dialog() {
  await eventually(() => expect(stepUp.get()).not.toBeNull());
  return stepUp.get() as NonNullable<ReturnType<typeof stepUp.get>>;
}

describe('a request that needs a confirmation', () => {
  it('is repeated once the person has confirmed', async () => {
    const asked = fakeServer({ 'POST /me/keys': [required, { id: 'k1' }] });
    const made = postJson('/me/keys', { name: 'one' });
    const open = await dialog();
    expect(open.methods, 'those that are known, in a fixed order').toEqual(['password', 'totp']);
    open.done();
    expect(await made).toEqual({ id: 'k1' });
    expect(asked.map((one) => one.body)).toEqual([{ name: 'one' }, { name: 'one' }]);
    expect(stepUp.get()).toBeNull();
  });

  it('names the services that can confirm it where nothing else can', async () => {
    const providers = [{ id: 'oidc', name: 'Staff' }];
    const elsewhere = { methods: ['identity-provider'], providers };
    fakeServer({ 'POST /me/keys': [refusal(403, 'step-up-required', elsewhere)] });
    const made = postJson('/me/keys', {});
    const open = await dialog();
    expect(open.methods).toEqual([]);
    expect(open.elsewhere).toEqual(providers);
    open.cancel();
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('asks once for all that wait', async () => {
    fakeServer({ 'POST /a': [required, {}], 'POST /b': [required, {}] });
    const both = Promise.all([postJson('/a', {}), postJson('/b', {})]);
    const open = await dialog();
    await eventually(() => expect(stepUp.get()).toBe(open));
    open.done();
    expect(await both).toEqual([{}, {}]);
  });

  it('fails in words when the person declines', async () => {
    const asked = fakeServer({ 'DELETE /me/factors/totp': [required] });
    const removed = send('/me/factors/totp', { method: 'DELETE' });
    (await dialog()).cancel();
    await expect(removed).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toHaveLength(1);
    expect(stepUp.get()).toBeNull();
  });
});

describe('a refused request', () => {
  it('is not repeated with a new token when the password was wrong', async () => {
    const asked = fakeServer({ 'POST /me/step-up': [refusal(401, 'bad-credentials')] });
    await expect(postJson('/me/step-up', { password: 'no' })).rejects.toBeInstanceOf(Problem);
    expect(asked.map((one) => one.route)).toEqual(['POST /me/step-up']);
  });

  it('is repeated with a new token when the old one was turned down, once', async () => {
    // Without Web Locks, as over plain HTTP.
    vi.stubGlobal('navigator', {});
    const access = { accessToken: 'new', expiresIn: 300, user: { id: 'u1' } };
    const asked = fakeServer({
      'GET /me': [refusal(401, 'unauthenticated')],
      'POST /auth/refresh': [access],
    });
    await expect(send('/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(asked.map((one) => one.route)).toEqual(['GET /me', 'POST /auth/refresh', 'GET /me']);
  });

  it('says that a second factor has to be set up first', async () => {
    fakeServer({ 'GET /models': [refusal(403, 'second-factor-setup-required')] });
    await expect(send('/models')).rejects.toMatchObject({ status: 403 });
    expect(setupRequired.get()).toBe(true);
  });
});
