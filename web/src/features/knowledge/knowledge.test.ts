// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentItem } from '@/api/schema';
import { eventually } from '@/lib/eventually';
import { Problem } from '@/lib/problem';
import { queryClient } from '@/lib/query-client';
import { upload } from '@/lib/upload';
import { collectionSearch } from './address';
import { documentProgressed, documentsKey, dropCachedDocument, putCachedDocument } from './cache';
import { addFiles, cancelUpload, retryUpload, uploads } from './uploads';

vi.mock('@/lib/upload');

const at = '2026-11-22T00:00:00Z';

function item(id: string, change: Partial<DocumentItem> = {}): DocumentItem {
  return {
    id,
    collectionId: 'c',
    siteId: null,
    title: `${id}.md`,
    location: `${id}.md`,
    mediaType: 'text/markdown',
    size: 5,
    state: 'queued',
    progress: null,
    error: null,
    pages: null,
    passages: 0,
    tokens: 0,
    createdAt: at,
    updatedAt: at,
    ...change,
  };
}

const listKey = [...documentsKey('c'), { q: '', state: null }];

function listed(): DocumentItem[] {
  const list = queryClient.getQueryData<{ pages: Array<{ items: DocumentItem[] }> }>(listKey);
  return list?.pages.flatMap(({ items }) => items) ?? [];
}

function outdated(): boolean {
  return queryClient.getQueryState(listKey)?.isInvalidated ?? false;
}

beforeEach(async () => {
  await i18next.init({ lng: 'en', resources: {} });
  queryClient.clear();
  queryClient.setQueryData(listKey, {
    pages: [{ items: [item('a'), item('b')], nextCursor: null }],
    pageParams: [null],
  });
});

describe('the documents of a collection', () => {
  it('move on as the server tells, without being asked for again', () => {
    documentProgressed('c', 'a', 'embedding', { done: 3, total: 9 });
    expect(listed()[0]).toMatchObject({ state: 'embedding', progress: { done: 3, total: 9 } });
    expect(listed()[1]).toMatchObject({ state: 'queued' });
    expect(outdated()).toBe(false);
  });

  it('are asked for again at the end, which tells only that it came', () => {
    documentProgressed('c', 'a', 'ready', null);
    expect(outdated()).toBe(true);
  });

  it('are asked for again when there is news of an unknown one', () => {
    documentProgressed('c', 'new', 'extracting', null);
    expect(outdated()).toBe(true);
  });

  it('are replaced, added and taken out', () => {
    putCachedDocument(item('a', { title: 'Renamed' }));
    expect(listed()[0]?.title).toBe('Renamed');
    expect(outdated()).toBe(false);
    putCachedDocument(item('c'));
    expect(outdated()).toBe(true);
    dropCachedDocument('b');
    expect(listed().map(({ id }) => id)).toEqual(['a']);
  });
});

describe('uploads', () => {
  type Settle = { resolve(value: unknown): void; reject(cause: unknown): void };
  let running: Settle[];

  beforeEach(() => {
    running = [];
    uploads.set([]);
    vi.mocked(upload)
      .mockReset()
      .mockImplementation(
        () => new Promise((resolve, reject) => running.push({ resolve: resolve as never, reject })),
      );
  });

  const file = (name: string) => new File(['x'], name);
  const states = () => uploads.get().map(({ name, state }) => `${name} ${state}`);

  it('go two at a time, and become documents', async () => {
    addFiles('c', [file('1.md'), file('2.md'), file('3.md')]);
    expect(states()).toEqual(['1.md sending', '2.md sending', '3.md waiting']);
    running[0]?.resolve({ status: 201, body: item('a', { title: 'Uploaded' }) });
    await eventually(() => expect(states()).toEqual(['2.md sending', '3.md sending']));
    expect(listed()[0]?.title).toBe('Uploaded');
  });

  it('say why they failed, do not hold up the others, and can be tried again', async () => {
    addFiles('c', [file('1.md'), file('2.md'), file('3.md')]);
    running[0]?.reject(new Problem({ code: 'too-large', detail: 'Too large.', status: 413 }));
    await eventually(() =>
      expect(states()).toEqual(['1.md failed', '2.md sending', '3.md sending']),
    );
    expect(uploads.get()[0]?.reason).toBe('Too large.');
    const key = uploads.get()[0]?.key ?? '';
    retryUpload(key);
    expect(states()[0]).toBe('1.md waiting');
    running[1]?.resolve({ status: 201, body: item('b') });
    await eventually(() => expect(states()).toEqual(['1.md sending', '3.md sending']));
  });

  it('can be called off', () => {
    addFiles('c', [file('1.md'), file('2.md'), file('3.md')]);
    cancelUpload(uploads.get()[0]?.key ?? '');
    expect(states()).toEqual(['2.md sending', '3.md sending']);
    expect(vi.mocked(upload).mock.calls[0]?.[2]?.signal?.aborted).toBe(true);
  });
});

describe('the address of a collection', () => {
  it('names a document and a passage of it', () => {
    expect(collectionSearch({ document: 'd', start: 3, end: 9 })).toEqual({
      document: 'd',
      start: 3,
      end: 9,
    });
  });

  it('is read without what makes no sense', () => {
    expect(collectionSearch({ document: 7, start: -1, end: 'x' })).toEqual({});
    expect(collectionSearch({ document: 'd', start: 9, end: 3 })).toEqual({ document: 'd' });
  });
});
