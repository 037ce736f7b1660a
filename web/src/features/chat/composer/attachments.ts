import i18next from 'i18next';
import type { DocumentItem, DocumentState, SourceDocument } from '@/api/schema';
import { documentNews } from '@/features/knowledge/cache';
import { getJson } from '@/lib/http';
import { sentenceOf } from '@/lib/i18n/sentence';
import { randomId } from '@/lib/id';
import { isAbort, Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { Store } from '@/lib/store';
import { upload } from '@/lib/upload';

/** A file that goes along with the next question. */
export interface Attachment {
  readonly key: string;
  readonly name: string;
  /** How much of it has been sent, from 0 to 1. */
  readonly sent: number;
  readonly state: 'sending' | 'reading' | 'ready' | 'failed';
  /** Null until the server has it. */
  readonly documentId: string | null;
  /** Why it failed. */
  readonly reason: string | null;
}

/** News may be missed; then it is asked. */
const askAgain = 4000;

/** The files that go along with the next question of one chat. */
export class AttachmentBox {
  readonly items = new Store<readonly Attachment[]>([]);
  readonly #stops = new Map<string, AbortController>();

  add(files: Iterable<File>): void {
    for (const file of files) {
      const key = randomId();
      const stop = new AbortController();
      this.#stops.set(key, stop);
      const { name } = file;
      this.items.set([
        ...this.items.get(),
        { key, name, sent: 0, state: 'sending', documentId: null, reason: null },
      ]);
      void this.#take(key, file, stop.signal);
    }
  }

  remove(key: string): void {
    this.#stops.get(key)?.abort();
    this.#stops.delete(key);
    this.items.set(this.items.get().filter((item) => item.key !== key));
  }

  /** Empties the box into a question. */
  take(): readonly Attachment[] {
    const taken = this.items.get();
    this.items.set([]);
    return taken;
  }

  /** Takes back what could not be asked. */
  restore(attachments: readonly Attachment[]): void {
    this.items.set([...attachments, ...this.items.get()]);
  }

  async #take(key: string, file: File, signal: AbortSignal): Promise<void> {
    try {
      const { body } = await upload<DocumentItem>('/attachments', file, {
        signal,
        onProgress: (sent) => this.#patch(key, { sent }),
      });
      this.#patch(key, { state: 'reading', sent: 1, documentId: body.id });
      let { state } = body;
      let error: { code: string } | null = body.error;
      while (state !== 'ready' && state !== 'failed') {
        await newsOf(body.id, signal);
        ({ state, error } = await getJson<SourceDocument>(
          `/documents/${body.id}`,
          undefined,
          signal,
        ));
      }
      if (state === 'ready') this.#patch(key, { state });
      else this.#fail(key, i18next.t(`document.error.${codeOf(error)}`));
    } catch (cause) {
      if (!isAbort(cause)) this.#fail(key, sentenceOf(i18next.t, Problem.of(cause)));
    }
  }

  #fail(key: string, reason: string): void {
    this.#patch(key, { state: 'failed', reason });
  }

  #patch(key: string, change: Partial<Attachment>): void {
    this.items.set(
      this.items.get().map((item) => (item.key === key ? { ...item, ...change } : item)),
    );
  }
}

type ErrorCode = NonNullable<DocumentItem['error']>['code'];

function codeOf(error: { code: string } | null): ErrorCode {
  return (error?.code ?? 'internal') as ErrorCode;
}

/** Waits until a document is said to have come to its end, or may have without our hearing of it. */
function newsOf(id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', stop);
    };
    const stop = () => {
      settle();
      reject(new DOMException('The attachment was removed.', 'AbortError'));
    };
    const go = () => {
      settle();
      resolve();
    };
    const unsubscribe = documentNews.subscribe(() => {
      const news = documentNews.get();
      if (news?.id === id && hasEnded(news.state)) go();
    });
    const timer = setTimeout(go, askAgain);
    signal.addEventListener('abort', stop);
  });
}

function hasEnded(state: DocumentState): boolean {
  return state === 'ready' || state === 'failed';
}

const boxes = new Map<string, AttachmentBox>();

export function attachmentsOf(conversationId: string): AttachmentBox {
  const known = boxes.get(conversationId);
  if (known !== undefined) return known;
  const box = new AttachmentBox();
  boxes.set(conversationId, box);
  return box;
}

session.state.subscribe(() => {
  if (session.state.get().status !== 'anonymous') return;
  for (const box of boxes.values()) for (const { key } of box.items.get()) box.remove(key);
  boxes.clear();
});
