// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '@/lib/eventually';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { setupRequired } from '@/lib/step-up';
import { fakeServer, kim, refusal, signedIn } from '@/testing/server';
import { Security } from './Security';

const none = {
  totp: { enabled: false, since: null },
  recoveryCodes: { left: 0, since: null },
  passkeys: [],
};
const since = '2026-11-21T00:00:00Z';
const on = {
  totp: { enabled: true, since },
  recoveryCodes: { left: 10, since },
  passkeys: [
    { id: 'pk1', name: 'Phone', createdAt: since, lastUsedAt: null, synced: true },
    { id: 'pk2', name: 'Key ring', createdAt: since, lastUsedAt: since, synced: false },
  ],
};
const codes = ['aaaa-bbbb', 'cccc-dddd'];
const empty = { items: [], nextCursor: null };
const others = {
  'GET /config': [{ passwordMinLength: 12, identityProviders: [{ id: 'p1', name: 'Keycloak' }] }],
  'GET /me': [{ ...kim, secondFactor: true }],
  'GET /me/sessions': [empty],
  'GET /me/identities': [empty],
  'GET /me/chat-readings': [empty],
};

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <Security />
    </QueryClientProvider>,
  );
}

beforeAll(startWholeI18n);
beforeEach(() => {
  queryClient.clear();
  setupRequired.set(false);
  signedIn();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('an authenticator app', () => {
  it('is on once its code was entered, and leaves recovery codes behind', async () => {
    const asked = fakeServer({
      ...others,
      'GET /me/factors': [none, on],
      'POST /me/factors/totp': [
        { secret: 'ABCDEFGHIJKL', uri: 'otpauth://totp/x', qr: '<svg xmlns="x"/>' },
      ],
      'POST /me/factors/totp/confirm': [refusal(401, 'bad-code'), { recoveryCodes: codes }],
    });
    setupRequired.set(true);
    show();
    expect(await screen.findByText('Set up a second factor to go on')).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Set up' }));
    expect(await screen.findByText('ABCD EFGH IJKL')).toBeTruthy();
    const image = screen.getByRole<HTMLImageElement>('img', { name: /QR code/ });
    expect(image.src).toMatch(/^data:image\/svg\+xml,%3Csvg/);

    await userEvent.type(screen.getByLabelText('Code'), '111111');
    expect(await screen.findByText(/This code is not right/)).toBeTruthy();
    await userEvent.clear(screen.getByLabelText('Code'));
    await userEvent.type(screen.getByLabelText('Code'), '222222');
    expect(await screen.findByText('aaaa-bbbb')).toBeTruthy();
    expect(asked.filter((one) => one.route.endsWith('/confirm')).map((one) => one.body)).toEqual([
      { code: '111111' },
      { code: '222222' },
    ]);

    await userEvent.keyboard('{Escape}');
    expect(screen.getByText('cccc-dddd'), 'they are not put away by accident').toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
    expect(await screen.findByText(/10 codes left/)).toBeTruthy();
    expect(screen.queryByText('aaaa-bbbb')).toBeNull();
    expect(setupRequired.get(), 'everything else is open now').toBe(false);
  });
});

describe('passkeys', () => {
  it('say what is missing where the browser has none', async () => {
    fakeServer({ ...others, 'GET /me/factors': [none] });
    show();
    expect(await screen.findByText(/This browser cannot use passkeys/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull();
  });

  it('are removed one by one', async () => {
    const asked = fakeServer({
      ...others,
      'GET /me/factors': [on, { ...on, passkeys: on.passkeys.slice(1) }],
      'DELETE /me/passkeys/pk1': [undefined],
    });
    show();
    const row = await screen.findByRole('listitem', { name: 'Phone' });
    expect(within(row).getByText('Synced')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Options for Phone' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));
    await eventually(() =>
      expect(screen.queryByRole('listitem', { name: 'Phone', hidden: true })).toBeNull(),
    );
    expect(screen.getByRole('listitem', { name: 'Key ring', hidden: true })).toBeTruthy();
    expect(asked.some((one) => one.route === 'DELETE /me/passkeys/pk1')).toBe(true);
  });
});

describe('an account of another service', () => {
  it('that is the last way in stays, and the person is told', async () => {
    const identity = {
      id: 'i1',
      provider: 'p1',
      name: 'Keycloak',
      subjectHint: 'kim@…',
      linkedAt: since,
    };
    fakeServer({
      ...others,
      'GET /me/factors': [none],
      'GET /me/identities': [{ items: [identity], nextCursor: null }],
      'DELETE /me/identities/i1': [
        refusal(409, 'conflict', { detail: 'It is the only way into your account.' }),
      ],
    });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Unlink Keycloak' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Unlink' }));
    expect(await screen.findByText('It is the only way into your account.')).toBeTruthy();
  });
});
