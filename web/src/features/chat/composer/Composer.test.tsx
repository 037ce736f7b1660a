// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Collection } from '@/api/schema';
import { startWholeI18n } from '@/lib/i18n/whole';
import { AttachmentBox } from './attachments';
import { Composer } from './Composer';
import type { CollectionChoice } from './use-collections';
import type { WebSearchChoice } from './web-search';

function collection(id: string, name: string, change: Partial<Collection> = {}): Collection {
  return {
    id,
    name,
    description: '',
    access: 'owner',
    everyone: 'none',
    defaultForEveryone: false,
    builtIn: false,
    embeddingModel: 'minilm',
    reembedding: null,
    passageTokens: 200,
    overlapTokens: 50,
    documentCount: 2,
    passageCount: 9,
    pendingCount: 0,
    failedCount: 0,
    createdAt: '2026-11-22T00:00:00Z',
    updatedAt: '2026-11-22T00:00:00Z',
    ...change,
  };
}

const contracts = collection('1', 'Contracts');
const recipes = collection('2', 'Recipes');

function choice(chosen: Collection[] = [], all = [contracts, recipes]) {
  const ids = chosen.map(({ id }) => id);
  return { all, chosen, ids, toggle: vi.fn() } satisfies CollectionChoice;
}

const noWeb: WebSearchChoice = { state: 'hidden', on: false, toggle() {} };

function show(collections: CollectionChoice, web = noWeb) {
  const onSend = vi.fn();
  const box = new AttachmentBox();
  const ui = (now: CollectionChoice) => (
    <Composer
      conversationId="c"
      collections={now}
      attachments={box}
      webSearch={web}
      running={false}
      onSend={onSend}
    />
  );
  const { rerender } = render(ui(collections));
  return {
    onSend,
    box,
    field: screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }),
    update: (now: CollectionChoice) => rerender(ui(now)),
  };
}

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  Element.prototype.scrollIntoView = () => {};
  await startWholeI18n();
});
beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('a # in the composer', () => {
  it('lists collections, which the keyboard walks through and chooses', async () => {
    const collections = choice();
    const { field, onSend } = show(collections);
    await userEvent.type(field, 'What is in #');
    const options = within(screen.getByRole('listbox')).getAllByRole('option');
    expect(options.map((option) => option.getAttribute('id'))).toContain(
      field.getAttribute('aria-activedescendant'),
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(collections.toggle).toHaveBeenCalledWith('2');
    expect(field.value).toBe('What is in ');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('narrows the list as the name is typed, and is no hindrance when there is none', async () => {
    const { field, onSend } = show(choice());
    await userEvent.type(field, '#rec');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.type(field, 'ord');
    expect(screen.queryByRole('listbox')).toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(onSend).toHaveBeenCalledWith('#record');
  });

  it('stays a character after Escape', async () => {
    const { field, onSend } = show(choice());
    await userEvent.type(field, '#{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    await userEvent.type(field, 'con{Enter}');
    expect(onSend).toHaveBeenCalledWith('#con');
  });

  it('is typed by the button too', async () => {
    const { field } = show(choice());
    await userEvent.type(field, 'Say');
    await userEvent.click(screen.getByRole('button', { name: /Choose what to answer from/ }));
    expect(field.value).toBe('Say #');
    expect(await screen.findByRole('listbox')).toBeTruthy();
  });
});

describe('what a chat is answered from', () => {
  it('is shown and can be taken out', async () => {
    const collections = choice([contracts]);
    show(collections);
    await userEvent.click(screen.getByRole('button', { name: 'Take out Contracts' }));
    expect(collections.toggle).toHaveBeenCalledWith('1');
  });

  it('may still be read: then a question can wait for it, and is asked once it is ready', async () => {
    const reading = collection('1', 'Contracts', { pendingCount: 3 });
    const { field, onSend, update } = show(choice([reading]));
    expect(screen.getByText(/3 documents are still being read/)).toBeTruthy();
    await userEvent.type(field, 'What is due?');
    await userEvent.click(screen.getByRole('button', { name: 'Ask when ready' }));
    expect(field.value).toBe('');
    expect(screen.getByText(/“What is due\?”/)).toBeTruthy();
    expect(onSend).not.toHaveBeenCalled();
    update(choice([contracts]));
    expect(onSend).toHaveBeenCalledExactlyOnceWith('What is due?');
    expect(screen.queryByTestId('indexing')).toBeNull();
  });

  it('need not be waited for', async () => {
    const reading = collection('1', 'Contracts', { pendingCount: 1 });
    const { field, onSend } = show(choice([reading]));
    await userEvent.type(field, 'What is due?');
    await userEvent.click(screen.getByRole('button', { name: 'Ask when ready' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(field.value).toBe('What is due?');
    await userEvent.click(screen.getByRole('button', { name: 'Ask when ready' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ask now' }));
    expect(onSend).toHaveBeenCalledExactlyOnceWith('What is due?');
  });
});

describe('files in the composer', () => {
  const lease = {
    key: 'k',
    name: 'lease.md',
    sent: 1,
    state: 'reading' as const,
    documentId: 'd1',
    reason: null,
  };

  it('are waited for: the question is asked once they are read', async () => {
    const { field, onSend, box } = show(choice());
    act(() => box.restore([lease]));
    expect(screen.getByRole('listitem', { name: 'lease.md' }).textContent).toContain('Reading…');
    await userEvent.type(field, 'What is due?{Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: 'Ask now' })).toBeNull();
    act(() => box.items.set([{ ...lease, state: 'ready' }]));
    expect(onSend).toHaveBeenCalledExactlyOnceWith('What is due?');
  });

  it('that cannot be read give the question back and must be taken out first', async () => {
    const { field, onSend, box } = show(choice());
    act(() => box.restore([lease]));
    await userEvent.type(field, 'What is due?{Enter}');
    act(() => box.items.set([{ ...lease, state: 'failed', reason: 'It is empty.' }]));
    expect(field.value).toBe('What is due?');
    expect(screen.getByRole('alert').textContent).toBe('It is empty.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send message' }).disabled).toBe(
      true,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Remove lease.md' }));
    await userEvent.type(field, '{Enter}');
    expect(onSend).toHaveBeenCalledExactlyOnceWith('What is due?');
  });

  it('may be pasted, but not in place of words', async () => {
    const { field, box } = show(choice());
    const add = vi.spyOn(box, 'add').mockImplementation(() => {});
    field.focus();
    const picture = new File(['x'], 'picture.png', { type: 'image/png' });
    const paste = (types: string[]) =>
      fireEvent.paste(field, { clipboardData: { files: [picture], types } });
    paste(['Files', 'text/plain']);
    expect(add).not.toHaveBeenCalled();
    paste(['Files']);
    expect(add).toHaveBeenCalledOnce();
  });
});

describe('the switch for the web', () => {
  it('is reached by keyboard and says how it stands', async () => {
    const toggle = vi.fn();
    show(choice(), { state: 'off', on: false, toggle });
    const web = screen.getByRole('switch', { name: 'Search the web' });
    expect(web.getAttribute('aria-checked')).toBe('false');
    web.focus();
    await userEvent.keyboard(' ');
    expect(toggle).toHaveBeenCalledOnce();
  });

  it('is not there where no engine is connected', () => {
    show(choice());
    expect(screen.queryByRole('switch')).toBeNull();
  });
});
