// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ManagedPerson } from '@/api/identity';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { fakeServer, kim, refusal } from '@/testing/server';
import { People } from './People';

const lea: ManagedPerson = {
  id: 'u2',
  username: 'lea',
  displayName: '',
  email: null,
  emailVerified: false,
  role: 'admin',
  suspendedAt: null,
  pending: true,
  secondFactor: true,
  createdAt: '2026-11-21T00:00:00Z',
  lastSeenAt: null,
};
const self: ManagedPerson = { ...lea, id: kim.id, username: 'kim', pending: false };

async function choose(person: string, item: string) {
  await userEvent.click(await screen.findByRole('button', { name: `Options for ${person}` }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
}

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('people', () => {
  it('are approved with one click and found by what is typed', async () => {
    const asked = fakeServer({
      'GET /admin/people': [{ items: [lea], nextCursor: null }],
      'PATCH /admin/people/u2': [{ ...lea, pending: false }],
    });
    show(<People />);
    await userEvent.click(await screen.findByRole('button', { name: 'Approve lea' }));
    await vi.waitFor(() =>
      expect(asked.find((one) => one.route.startsWith('PATCH'))?.body).toEqual({ approved: true }),
    );
    screen.getByLabelText('Search by name or e-mail').focus();
    await userEvent.paste('le');
    await vi.waitFor(() => expect(asked.at(-1)?.query.get('q')).toBe('le'));
  });

  it('are suspended after a question; what the server refuses is told', async () => {
    const asked = fakeServer({
      'GET /admin/people': [{ items: [lea], nextCursor: null }],
      'PATCH /admin/people/u2': [
        refusal(409, 'conflict', { detail: 'The last administrator cannot be suspended.' }),
      ],
    });
    show(<People />);
    await choose('lea', 'Suspend');
    const dialog = await screen.findByRole('dialog', { name: 'Suspend lea?' });
    expect(asked.some((one) => one.route.startsWith('PATCH'))).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Suspend' }));
    expect(
      await within(dialog).findByText('The last administrator cannot be suspended.'),
    ).toBeTruthy();
  });

  it('cannot suspend themselves', async () => {
    fakeServer({ 'GET /admin/people': [{ items: [self], nextCursor: null }] });
    show(<People />);
    await userEvent.click(await screen.findByRole('button', { name: 'Options for kim' }));
    expect(await screen.findByRole('menuitem', { name: 'Sessions…' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Suspend' })).toBeNull();
  });
});
