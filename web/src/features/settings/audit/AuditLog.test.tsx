// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWholeI18n } from '@/lib/i18n/whole';
import { show } from '@/testing/page';
import { fakeServer } from '@/testing/server';
import { AuditLog } from './AuditLog';

const at = '2026-11-22T08:00:00Z';
const entry = (number: number) => ({
  number,
  at,
  action: 'setting.changed',
  actor: { id: 'u1', name: 'kim' },
  subject: { type: 'setting', id: 'signUp', name: null },
  address: '10.0.0.4',
  details: {},
  changes: [{ name: 'signUp', before: 'open', after: 'domains' }],
  hash: `hash-${number}`,
});
const others = {
  'GET /admin/audit/settings': [{ retentionDays: null }],
  'GET /admin/audit/verification': [
    { intact: true, entries: 2, firstBroken: null, checkedAt: at },
    { intact: false, entries: 2, firstBroken: 1, checkedAt: at },
  ],
};

beforeAll(startWholeI18n);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the audit log', () => {
  it('is read page by page, and narrowed to whole days', async () => {
    const asked = fakeServer({
      ...others,
      'GET /admin/audit': [
        { items: [entry(2)], nextCursor: '2' },
        { items: [entry(1)], nextCursor: null },
      ],
    });
    show(<AuditLog />);
    expect(await screen.findByText('hash-2')).toBeTruthy();
    const line = screen.getByText('setting.changed').closest('summary');
    expect(line?.textContent, 'what was changed needs no opening').toContain('signUp');
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('hash-1')).toBeTruthy();
    expect(asked.filter((one) => one.route === 'GET /admin/audit')[1]?.query.get('cursor')).toBe(
      '2',
    );
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-20' } });
    fireEvent.change(screen.getByLabelText('Until'), { target: { value: '2026-11-20' } });
    await vi.waitFor(() => {
      const query = asked.at(-1)?.query;
      const length = Date.parse(query?.get('to') ?? '') - Date.parse(query?.get('from') ?? '');
      expect(length).toBe(24 * 60 * 60_000);
    });
  });

  it('says where it was changed', async () => {
    fakeServer({ ...others, 'GET /admin/audit': [{ items: [], nextCursor: null }] });
    show(<AuditLog />);
    expect(await screen.findByText(/^Intact: all 2 entries/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText(/^Changed: entry 1 is not/)).toBeTruthy();
  });
});
