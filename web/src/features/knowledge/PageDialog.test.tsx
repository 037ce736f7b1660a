// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentItem } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { send } from '@/lib/http';
import { startWholeI18n } from '@/lib/i18n/whole';
import { Problem } from '@/lib/problem';
import { confirmQuietly } from '@/ui/toasts';
import { PageDialog } from './PageDialog';

vi.mock('@/lib/http');
vi.mock('@/ui/toasts');

const page = { id: 'd', collectionId: 'c', title: 'Stoves', state: 'queued' } as DocumentItem;

function answer(status: number): void {
  vi.mocked(send).mockResolvedValueOnce(Response.json(page, { status }));
}

function show() {
  const told = { onClose: vi.fn(), onDone: vi.fn() };
  render(<PageDialog collectionId="c" {...told} />);
  return told;
}

const field = () => screen.getByRole('textbox', { name: 'Address' });

beforeAll(startWholeI18n);
beforeEach(() => vi.resetAllMocks());
afterEach(cleanup);

describe('adding a page of the web', () => {
  it('begins in the field, takes what is pasted, and sends it with Enter', async () => {
    answer(201);
    const told = show();
    await eventually(() => expect(document.activeElement).toBe(field()));
    await userEvent.paste(' https://example.org/stoves ');
    await userEvent.keyboard('{Enter}');
    await eventually(() => expect(told.onClose).toHaveBeenCalledOnce());
    expect(send).toHaveBeenCalledExactlyOnceWith('/collections/c/pages', {
      method: 'POST',
      body: { url: 'https://example.org/stoves' },
    });
    expect(told.onDone).toHaveBeenCalledExactlyOnceWith(page, false);
    expect(confirmQuietly).not.toHaveBeenCalled();
  });

  it('says that the collection has it already', async () => {
    answer(200);
    const told = show();
    await userEvent.type(field(), 'https://example.org/stoves{Enter}');
    await eventually(() => expect(told.onClose).toHaveBeenCalledOnce());
    expect(confirmQuietly).toHaveBeenCalledWith('Stoves is already in this collection');
    expect(told.onDone).toHaveBeenCalledExactlyOnceWith(page, true);
  });

  it('says at the field why it was refused, and keeps what was written', async () => {
    vi.mocked(send).mockRejectedValueOnce(
      new Problem({
        code: 'invalid-request',
        status: 400,
        detail: 'This is not a valid web address.',
      }),
    );
    const told = show();
    await userEvent.type(field(), 'ftp://example.org');
    await userEvent.click(screen.getByRole('button', { name: 'Add page' }));
    const reason = await screen.findByText('This is not a valid web address.');
    expect(field().getAttribute('aria-describedby')).toBe(reason.id);
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect((field() as HTMLInputElement).value).toBe('ftp://example.org');
    await eventually(() => expect(document.activeElement).toBe(field()));
    expect(told.onClose).not.toHaveBeenCalled();
    expect(told.onDone).not.toHaveBeenCalled();
    await userEvent.type(field(), 's');
    expect(screen.queryByText('This is not a valid web address.')).toBeNull();
  });

  it('takes an address as people write it', async () => {
    answer(201);
    show();
    await userEvent.type(field(), 'example.org/stoves{Enter}');
    await eventually(() => expect(send).toHaveBeenCalledOnce());
    expect(vi.mocked(send).mock.calls[0]?.[1]?.body).toEqual({
      url: 'https://example.org/stoves',
    });
  });

  it('sends nothing while there is nothing to send', async () => {
    show();
    await userEvent.type(field(), '  {Enter}');
    expect(send).not.toHaveBeenCalled();
  });
});
