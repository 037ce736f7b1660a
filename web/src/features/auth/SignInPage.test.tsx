// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '@/lib/eventually';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import { fakeServer, kim, refusal } from '@/testing/server';
import { SignInPage } from './SignInPage';

const config = {
  version: '1',
  firstUser: false,
  registrationOpen: true,
  passwordMinLength: 12,
  signUp: 'open',
  emailRequired: false,
  mail: true,
  passkeys: true,
  identityProviders: [{ id: 'p1', name: 'Keycloak', preset: null }],
};
const access = { accessToken: 'token', expiresIn: 300, user: kim };
const second = refusal(401, 'second-factor-required', {
  challenge: 'c1',
  methods: ['totp', 'recovery-code'],
  expiresIn: 300,
});

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <SignInPage />
    </QueryClientProvider>,
  );
}

async function enterPassword() {
  await userEvent.type(await screen.findByLabelText('Username or e-mail'), 'kim');
  await userEvent.type(screen.getByLabelText('Password'), 'seven quiet otters');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

beforeAll(startWholeI18n);
beforeEach(() => {
  queryClient.clear();
  vi.spyOn(session, 'adopt').mockImplementation(() => undefined);
  history.replaceState(null, '', '/');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('signing in', () => {
  it('asks for a code after the password, and takes it as soon as it is whole', async () => {
    const asked = fakeServer({
      'GET /config': [config],
      'POST /auth/login': [second],
      'POST /auth/login/second-factor': [refusal(401, 'bad-code'), access],
    });
    show();
    await enterPassword();
    const code = await screen.findByLabelText('Code');
    expect(code.getAttribute('autocomplete')).toBe('one-time-code');
    await userEvent.type(code, '123 456');
    expect(await screen.findByText(/This code is not right/)).toBeTruthy();
    await userEvent.clear(code);
    await userEvent.type(code, '654321');
    await eventually(() => expect(session.adopt).toHaveBeenCalledWith(access));
    expect(asked.slice(-2).map((one) => one.body)).toEqual([
      { challenge: 'c1', method: 'totp', code: '123456' },
      { challenge: 'c1', method: 'totp', code: '654321' },
    ]);
  });

  it('takes a recovery code instead', async () => {
    const asked = fakeServer({
      'GET /config': [config],
      'POST /auth/login': [second],
      'POST /auth/login/second-factor': [access],
    });
    show();
    await enterPassword();
    await userEvent.click(await screen.findByRole('button', { name: 'Use a recovery code' }));
    await userEvent.type(screen.getByLabelText('Recovery code'), 'abcd-efgh');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    await eventually(() => expect(session.adopt).toHaveBeenCalledOnce());
    expect(asked.at(-1)?.body).toEqual({
      challenge: 'c1',
      method: 'recovery-code',
      code: 'abcd-efgh',
    });
  });

  it('goes back to the password when the challenge is over', async () => {
    fakeServer({
      'GET /config': [config],
      'POST /auth/login': [second],
      'POST /auth/login/second-factor': [refusal(401, 'unauthenticated')],
    });
    show();
    await enterPassword();
    await userEvent.type(await screen.findByLabelText('Code'), '123456');
    expect(await screen.findByText(/too many tries/)).toBeTruthy();
    expect(screen.getByLabelText('Password')).toBeTruthy();
  });

  it('says what to do where the browser has no passkeys, and asks the server nothing', async () => {
    const asked = fakeServer({ 'GET /config': [config] });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with a passkey' }));
    expect(await screen.findByText(/This browser cannot use passkeys/)).toBeTruthy();
    expect(asked.map((one) => one.route)).toEqual(['GET /config']);
  });

  it('leads to the identity providers and says why one refused', async () => {
    history.replaceState(null, '', '/sign-in?problem=account-exists');
    fakeServer({ 'GET /config': [config] });
    show();
    const link = await screen.findByRole('link', { name: 'Continue with Keycloak' });
    expect(link.getAttribute('href')).toMatch(/\/api\/v1\/auth\/oidc\/p1\/start\?returnTo=%2F$/);
    expect((await screen.findByRole('alert')).textContent).toContain('link the other service');
  });
});

describe('registering', () => {
  it('tells that an administrator has to approve the account', async () => {
    fakeServer({
      'GET /config': [{ ...config, signUp: 'approval' }],
      'POST /auth/register': [Response.json({ pending: 'approval' }, { status: 202 })],
    });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Create account' }));
    expect(await screen.findByText(/looks at new accounts/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Username'), 'lea');
    await userEvent.type(screen.getByLabelText('Password'), 'seven quiet otters');
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('An administrator has to approve it')).toBeTruthy();
    expect(session.adopt).not.toHaveBeenCalled();
  });

  it('is for the invited alone where that is the rule', async () => {
    fakeServer({ 'GET /config': [{ ...config, signUp: 'invitation' }] });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('You need an invitation')).toBeTruthy();
    expect(screen.queryByLabelText('Username')).toBeNull();
  });
});
