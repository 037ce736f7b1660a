// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { fakeServer } from '@/testing/server';
import { IdentityProviders } from './identity-providers/IdentityProviders';
import { Mail } from './mail/Mail';
import { Webhooks } from './webhooks/Webhooks';

const empty = { items: [], nextCursor: null };

async function enter(label: string, value: string) {
  (await screen.findByLabelText(label)).focus();
  await userEvent.paste(value);
}

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('what administrators connect', () => {
  it('an identity provider, and is told the address to enter there', async () => {
    const redirectUri = 'https://parley.example.org/api/v1/auth/oidc/p1/callback';
    const asked = fakeServer({
      'GET /config': [{}],
      'GET /admin/identity-providers': [empty],
      'POST /admin/identity-providers': [
        Response.json({ id: 'p1', name: 'Keycloak', redirectUri }, { status: 201 }),
      ],
    });
    show(<IdentityProviders />);
    await userEvent.click(await screen.findByRole('button', { name: 'Add provider' }));
    await userEvent.click(await screen.findByRole('radio', { name: 'Other' }));
    await enter('Name', 'Keycloak');
    await enter('Issuer', 'https://login.example.org/realms/main');
    await enter('Client id', 'parley');
    await enter('Client secret', 'hush');
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
    expect(await screen.findByText(redirectUri)).toBeTruthy();
    expect(asked.find((one) => one.route.startsWith('POST'))?.body).toEqual({
      name: 'Keycloak',
      issuer: 'https://login.example.org/realms/main',
      clientId: 'parley',
      clientSecret: 'hush',
      signUp: 'existing',
      domains: [],
      roleClaim: null,
      adminValues: [],
    });
  });

  it('a mail server, and sees what it answers', async () => {
    const settings = {
      origin: 'settings',
      locked: false,
      host: 'smtp.example.org',
      port: 587,
      from: 'parley@example.org',
      tls: 'starttls',
      username: 'parley',
      hasPassword: true,
      waiting: 0,
      failed: 0,
      lastFailure: null,
    };
    const asked = fakeServer({
      'GET /admin/mail': [settings],
      'PUT /admin/mail': [settings],
      'POST /admin/mail/test': [{ ok: false, message: '535 5.7.8 refused' }],
      'GET /config': [{}],
    });
    show(<Mail />);
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await vi.waitFor(() =>
      expect(
        asked.find((one) => one.route.startsWith('PUT'))?.body,
        'a password that is not entered stays',
      ).toMatchObject({ host: 'smtp.example.org', password: null }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send a test letter' }));
    expect(await screen.findByText('535 5.7.8 refused')).toBeTruthy();
  });

  it('a webhook, and gets the key that its receiver checks with', async () => {
    const asked = fakeServer({
      'GET /admin/webhooks': [empty],
      'POST /admin/webhooks': [
        Response.json(
          { id: 'w1', url: 'https://example.org/hook', publicKey: 'MCowBQYDK2VwAyEA' },
          { status: 201 },
        ),
      ],
    });
    show(<Webhooks />);
    await userEvent.click(await screen.findByRole('button', { name: 'Add webhook' }));
    await enter('Address', 'https://example.org/hook');
    await userEvent.click(screen.getByRole('checkbox', { name: 'document.ready' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'chat.finished' }));
    const [, add] = screen.getAllByRole('button', { name: 'Add webhook', hidden: true });
    await userEvent.click(add as HTMLElement);
    expect(await screen.findByText('MCowBQYDK2VwAyEA')).toBeTruthy();
    expect(asked.find((one) => one.route.startsWith('POST'))?.body).toEqual({
      url: 'https://example.org/hook',
      events: ['chat.finished', 'document.ready'],
    });
  });
});
