// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { queryClient } from '@/lib/query-client';
import { fakeServer, kim, signedIn } from '@/testing/server';
import { ApiKeys } from './ApiKeys';

const made = {
  id: 'k1',
  name: 'Backup',
  hint: 'sk-…abcd',
  kind: 'bearer',
  scopes: ['chats:read'],
  allowedNetworks: ['10.0.0.0/8'],
  expiresAt: '2020-01-01T00:00:00Z',
  lastUsedAt: null,
  lastUsedFrom: null,
  createdAt: '2019-11-21T00:00:00Z',
};

function show(user = kim) {
  signedIn(user);
  render(
    <QueryClientProvider client={queryClient}>
      <ApiKeys />
    </QueryClientProvider>,
  );
}

beforeAll(startWholeI18n);
beforeEach(() => queryClient.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('an API key', () => {
  it('is shown once, and may do no more than was ticked', async () => {
    const asked = fakeServer({
      'GET /me': [kim],
      'GET /me/keys': [{ items: [] }, { items: [made] }],
      'POST /me/keys': [Response.json({ ...made, key: 'sk-secret-abcd' }, { status: 201 })],
    });
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'New key' }));
    await userEvent.type(screen.getByLabelText('Name'), 'Backup');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Chat' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'List models' }));
    const make = screen.getByRole<HTMLButtonElement>('button', { name: 'Make key' });
    expect(make.disabled, 'a key that may do nothing is of no use').toBe(true);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Read chats' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Never' }));
    await userEvent.click(screen.getByText('More options'));
    await userEvent.type(screen.getByLabelText('Only from these networks'), '10.0.0.0/8');
    await userEvent.click(make);
    expect(await screen.findByText('sk-secret-abcd')).toBeTruthy();
    expect(asked.find((one) => one.route === 'POST /me/keys')?.body).toEqual({
      name: 'Backup',
      scopes: ['chats:read'],
      allowedNetworks: ['10.0.0.0/8'],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByText('sk-secret-abcd')).toBeNull();
    const row = await screen.findByRole('listitem', { name: 'Backup', hidden: true });
    expect(row.textContent).toContain('Expired');
    expect(row.textContent).toContain('only from 10.0.0.0/8');
  });

  it('for administration is for administrators alone', async () => {
    const member = { ...kim, role: 'user' as const };
    fakeServer({ 'GET /me': [member], 'GET /me/keys': [{ items: [] }] });
    queryClient.setQueryData(['me'], member);
    show(member);
    await userEvent.click(await screen.findByRole('button', { name: 'New key' }));
    expect(screen.getByRole('checkbox', { name: 'Chat' })).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Administer' })).toBeNull();
  });
});
