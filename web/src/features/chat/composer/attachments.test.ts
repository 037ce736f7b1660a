// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { documentNews } from '@/features/knowledge/cache';
import { eventually } from '@/lib/eventually';
import { getJson } from '@/lib/http';
import { Problem } from '@/lib/problem';
import { upload } from '@/lib/upload';
import { AttachmentBox } from './attachments';

vi.mock('@/lib/upload');
vi.mock('@/lib/http');

const file = new File(['x'], 'lease.md');

function uploaded(state: string) {
  return { status: 201, body: { id: 'd1', state, error: null } } as never;
}

function states(box: AttachmentBox): string[] {
  return box.items.get().map(({ name, state }) => `${name} ${state}`);
}

beforeEach(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { translation: { document: { error: { encrypted: 'Locked.' } } } } },
  });
  vi.mocked(upload).mockReset();
  vi.mocked(getJson).mockReset();
  documentNews.set(null);
});

describe('a file that goes along with a question', () => {
  it('is sent, is read, and is ready when the server says so', async () => {
    let finish: (value: never) => void = () => {};
    vi.mocked(upload).mockImplementation((_, __, options) => {
      options?.onProgress?.(0.5);
      return new Promise((resolve) => {
        finish = resolve as never;
      });
    });
    vi.mocked(getJson).mockResolvedValue({ state: 'ready', error: null });
    const box = new AttachmentBox();
    box.add([file]);
    expect(box.items.get()[0]).toMatchObject({ state: 'sending', sent: 0.5, documentId: null });
    finish(uploaded('queued'));
    await eventually(() => expect(states(box)).toEqual(['lease.md reading']));
    documentNews.set({ id: 'other', state: 'ready' });
    documentNews.set({ id: 'd1', state: 'embedding' });
    expect(getJson).not.toHaveBeenCalled();
    documentNews.set({ id: 'd1', state: 'ready' });
    await eventually(() => expect(states(box)).toEqual(['lease.md ready']));
    expect(box.take()).toMatchObject([{ name: 'lease.md', documentId: 'd1' }]);
    expect(box.items.get()).toEqual([]);
  });

  it('says why it cannot be read', async () => {
    vi.mocked(upload).mockResolvedValue(uploaded('extracting'));
    vi.mocked(getJson).mockResolvedValue({ state: 'failed', error: { code: 'encrypted' } });
    const box = new AttachmentBox();
    box.add([file]);
    await eventually(() => expect(states(box)).toEqual(['lease.md reading']));
    documentNews.set({ id: 'd1', state: 'failed' });
    await eventually(() => expect(states(box)).toEqual(['lease.md failed']));
    expect(box.items.get()[0]?.reason).toBe('Locked.');
  });

  it('says why it could not be sent', async () => {
    vi.mocked(upload).mockRejectedValue(
      new Problem({ code: 'too-large', status: 413, detail: 'Too large.' }),
    );
    const box = new AttachmentBox();
    box.add([file]);
    await eventually(() => expect(box.items.get()[0]?.reason).toBe('Too large.'));
  });

  it('can be left out while it is on its way', async () => {
    vi.mocked(upload).mockImplementation(() => new Promise(() => {}));
    const box = new AttachmentBox();
    box.add([file, new File(['y'], 'crew.csv')]);
    box.remove(box.items.get()[0]?.key ?? '');
    expect(states(box)).toEqual(['crew.csv sending']);
    expect(vi.mocked(upload).mock.calls[0]?.[2]?.signal?.aborted).toBe(true);
  });

  it('comes back with the question that could not be asked', () => {
    const box = new AttachmentBox();
    const lease = {
      key: 'k',
      name: 'lease.md',
      sent: 1,
      state: 'ready' as const,
      documentId: 'd1',
      reason: null,
    };
    box.restore([lease]);
    expect(states(box)).toEqual(['lease.md ready']);
  });
});
