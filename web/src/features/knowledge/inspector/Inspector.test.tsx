// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Collection, InspectedPassage, Inspection } from '@/api/schema';
import { postJson } from '@/lib/http';
import { startWholeI18n } from '@/lib/i18n/whole';
import { Problem } from '@/lib/problem';
import { queryClient } from '@/lib/query-client';
import { Inspector } from './Inspector';

vi.mock('@/lib/http');

function passage(id: string, change: Partial<InspectedPassage>): InspectedPassage {
  return {
    passageId: id,
    documentId: 'd',
    title: 'Lease',
    location: 'lease.md',
    section: 'Deposit',
    text: 'The deposit is **4,200 crowns**.',
    start: 10,
    end: 40,
    bm25: { rank: 1, score: 12.3456 },
    vector: { rank: 2, score: 0.71 },
    fused: { rank: 1, score: 0.98 },
    used: true,
    reason: 'used',
    ...change,
  };
}

const found: Inspection = {
  items: [
    passage('1', {}),
    passage('2', {
      bm25: null,
      fused: { rank: 2, score: 0.4 },
      used: false,
      reason: 'over-budget',
    }),
  ],
  gate: { passed: true, bm25: 12.3456, cosine: 0.71 },
  tookMillis: 14,
};

function show(onOpen = vi.fn()) {
  render(
    <QueryClientProvider client={queryClient}>
      <Inspector collection={{ id: 'c' } as Collection} onOpen={onOpen} />
    </QueryClientProvider>,
  );
  return onOpen;
}

async function ask(): Promise<void> {
  await userEvent.type(screen.getByRole('searchbox', { name: 'A question' }), 'deposit{Enter}');
}

beforeAll(startWholeI18n);
afterEach(cleanup);

describe('the inspector', () => {
  it('shows every ranking, and why each passage was used or not', async () => {
    vi.mocked(postJson).mockResolvedValue(found);
    show();
    await ask();
    expect(postJson).toHaveBeenCalledWith('/collections/c/inspect', { query: 'deposit' });
    const [, first, second] = await screen.findAllByRole('row');
    expect(first?.textContent).toContain('The deposit is 4,200 crowns.');
    expect(
      within(first as HTMLElement)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual([expect.any(String), '112.35', '20.710', '10.980', 'Used']);
    expect(second?.textContent).toContain('not ranked');
    expect(second?.textContent).toContain('No space left');
    expect(screen.getByRole('status').textContent).toContain('2 passages, 1 used, 14 ms');
  });

  it('opens the passage that was pressed', async () => {
    vi.mocked(postJson).mockResolvedValue(found);
    const onOpen = show();
    await ask();
    await userEvent.click((await screen.findAllByRole('button', { name: /Lease/ }))[0] as Element);
    expect(onOpen).toHaveBeenCalledWith(found.items[0]);
  });

  it('says that a chat would find nothing relevant', async () => {
    vi.mocked(postJson).mockResolvedValue({
      ...found,
      items: [],
      gate: { passed: false, bm25: 0, cosine: 0.1 },
    });
    show();
    await ask();
    expect((await screen.findByRole('status')).textContent).toContain('Nothing relevant enough');
  });

  it('says what went wrong, and offers to try again', async () => {
    vi.mocked(postJson).mockRejectedValueOnce(new Problem({ code: 'internal', status: 500 }));
    show();
    await ask();
    vi.mocked(postJson).mockResolvedValue(found);
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('row')).toHaveLength(3);
  });
});
