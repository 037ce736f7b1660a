// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { session } from '@/lib/session';
import { fakeServer, kim } from '@/testing/server';
import { SignInAgain } from './SignInAgain';

const keycloak = { id: 'p1', name: 'Keycloak', preset: null };

function show(hasPassword: boolean, identityProviders: object[]) {
  fakeServer({ 'GET /config': [{ passkeys: false, identityProviders }] });
  session.state.set({ status: 'expired', user: { ...kim, hasPassword } });
  render(
    <QueryClientProvider client={queryClient}>
      <SignInAgain />
    </QueryClientProvider>,
  );
}

beforeAll(startWholeI18n);
beforeEach(() => queryClient.clear());
afterEach(() => {
  cleanup();
  session.state.set({ status: 'anonymous' });
  vi.unstubAllGlobals();
});

describe('signing in again, over the page', () => {
  it('asks for the password of who was signed in', async () => {
    show(true, [keycloak]);
    expect(await screen.findByRole('link', { name: 'Continue with Keycloak' })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Username or e-mail').value).toBe('kim');
    expect(document.activeElement).toBe(screen.getByLabelText('Password'));
  });

  it('asks for none where the account has none', async () => {
    show(false, [keycloak]);
    expect(await screen.findByRole('link', { name: 'Continue with Keycloak' })).toBeTruthy();
    expect(screen.queryByLabelText('Password')).toBeNull();
  });

  it('asks all the same where there is no other way in', async () => {
    show(false, []);
    expect(await screen.findByLabelText('Password')).toBeTruthy();
  });
});
