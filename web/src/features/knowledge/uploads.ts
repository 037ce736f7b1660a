import i18next from 'i18next';
import type { DocumentItem } from '@/api/schema';
import { sentenceOf } from '@/lib/i18n/sentence';
import { randomId } from '@/lib/id';
import { isAbort, Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { Store } from '@/lib/store';
import { upload } from '@/lib/upload';
import { confirmQuietly } from '@/ui/toasts';
import { putCachedDocument } from './cache';

/** A file on its way to a collection. Once the server has it, it is a document and no upload any more. */
export interface Upload {
  readonly key: string;
  readonly collectionId: string;
  readonly name: string;
  readonly size: number;
  /** From 0 to 1. */
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly reason: string | null;
}

/** Two at a time: more make none of them faster. */
const atOnce = 2;

interface Job {
  readonly file: File;
  readonly stop: AbortController;
}

const jobs = new Map<string, Job>();

/** Uploads go on when their page is left for another of the app. */
export const uploads = new Store<readonly Upload[]>([]);

export function addFiles(collectionId: string, files: Iterable<File>): void {
  const added = [...files].map((file): Upload => {
    const key = randomId();
    jobs.set(key, { file, stop: new AbortController() });
    return {
      key,
      collectionId,
      name: file.name,
      size: file.size,
      sent: 0,
      state: 'waiting',
      reason: null,
    };
  });
  uploads.set([...uploads.get(), ...added]);
  startNext();
}

export function retryUpload(key: string): void {
  patch(key, { state: 'waiting', sent: 0, reason: null });
  startNext();
}

export function cancelUpload(key: string): void {
  jobs.get(key)?.stop.abort();
  forget(key);
  startNext();
}

function startNext(): void {
  const all = uploads.get();
  const free = atOnce - all.filter(({ state }) => state === 'sending').length;
  for (const { key } of all.filter(({ state }) => state === 'waiting').slice(0, free)) {
    void run(key);
  }
}

async function run(key: string): Promise<void> {
  const job = jobs.get(key);
  const entry = uploads.get().find((one) => one.key === key);
  if (job === undefined || entry === undefined) return;
  patch(key, { state: 'sending' });
  try {
    const { status, body } = await upload<DocumentItem>(
      `/collections/${entry.collectionId}/documents`,
      job.file,
      { signal: job.stop.signal, onProgress: (sent) => patch(key, { sent }) },
    );
    putCachedDocument(body);
    if (status === 200) confirmQuietly(i18next.t('upload.known', { name: entry.name }));
    forget(key);
  } catch (cause) {
    if (isAbort(cause)) return;
    patch(key, { state: 'failed', reason: sentenceOf(i18next.t, Problem.of(cause)) });
  }
  startNext();
}

function patch(key: string, change: Partial<Upload>): void {
  uploads.set(uploads.get().map((one) => (one.key === key ? { ...one, ...change } : one)));
}

function forget(key: string): void {
  jobs.delete(key);
  uploads.set(uploads.get().filter((one) => one.key !== key));
}

/** Files are read from this page's memory: they would be gone with it. */
function askBeforeLeaving(event: Event): void {
  event.preventDefault();
}

uploads.subscribe(() => {
  const underWay = uploads.get().some(({ state }) => state !== 'failed');
  if (underWay) addEventListener('beforeunload', askBeforeLeaving);
  else removeEventListener('beforeunload', askBeforeLeaving);
});

session.state.subscribe(() => {
  if (session.state.get().status !== 'anonymous') return;
  for (const { stop } of jobs.values()) stop.abort();
  jobs.clear();
  uploads.set([]);
});
