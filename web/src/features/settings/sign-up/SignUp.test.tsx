// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { type Asked, fakeServer } from '@/testing/server';
import { SignUp } from './SignUp';

const settings = {
  defaultModel: null,
  defaultEmbeddingModel: null,
  registrationOpen: true,
  signUp: 'open',
  signUpDomains: [],
  emailRequired: false,
  secondFactorRoles: [],
  passwordMinLength: 12,
  breachCheck: false,
};
const invitation = {
  id: 'i1',
  email: null,
  role: 'user',
  createdAt: '2026-11-22T08:00:00Z',
  expiresAt: '2036-11-22T08:00:00Z',
  usedBy: null,
};

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('sign-up', () => {
  it('is limited to domains, and a second factor is required of administrators', async () => {
    const asked = fakeServer({
      'GET /admin/settings': [settings],
      'GET /admin/invitations': [{ items: [] }],
      'PATCH /admin/settings': [(request: Asked) => ({ ...settings, ...request.body })],
    });
    show(<SignUp />);
    await userEvent.click(await screen.findByRole('radio', { name: /^Certain domains/ }));
    screen.getByLabelText('Domains').focus();
    await userEvent.paste('example.org, example.com');
    const [save] = screen.getAllByRole('button', { name: 'Save' });
    await userEvent.click(save as HTMLElement);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Administrators' }));
    await vi.waitFor(() =>
      expect(
        asked.filter((one) => one.route === 'PATCH /admin/settings').map((one) => one.body),
      ).toEqual([
        { signUp: 'domains', signUpDomains: ['example.org', 'example.com'] },
        { secondFactorRoles: ['admin'] },
      ]),
    );
  });

  it('hands out a link that is shown once and can be withdrawn', async () => {
    const link = 'https://parley.example.org/register#invitation=abc';
    const asked = fakeServer({
      'GET /admin/settings': [settings],
      'GET /admin/invitations': [{ items: [] }, { items: [invitation] }],
      'POST /admin/invitations': [Response.json({ ...invitation, link }, { status: 201 })],
      'DELETE /admin/invitations/i1': [undefined],
    });
    show(<SignUp />);
    await userEvent.click(await screen.findByRole('button', { name: 'Invite' }));
    await userEvent.click(screen.getByRole('button', { name: 'Create invitation' }));
    expect(await screen.findByText(link)).toBeTruthy();
    expect(asked.find((one) => one.route === 'POST /admin/invitations')?.body).toEqual({
      role: 'user',
      expiresInDays: 7,
    });
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByText(link)).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: /^Withdraw the invitation/ }));
    await vi.waitFor(() =>
      expect(asked.some((one) => one.route === 'DELETE /admin/invitations/i1')).toBe(true),
    );
  });
});
