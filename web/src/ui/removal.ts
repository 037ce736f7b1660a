import i18next from 'i18next';
import { send } from '@/lib/http';
import { sentenceOf } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { storage } from '@/lib/storage';
import { Store } from '@/lib/store';
import { toasts, warn } from './toasts';

const regret = 7000;
/** A deletion sent while its page was left has arrived after this time, or never will. */
const arrival = 5000;
const oldest = 24 * 60 * 60_000;

export interface RemovalOptions {
  /** What is kept in the browser is kept under this name. */
  readonly name: string;
  path(id: string): string;
  /** What the person is told, in their language. */
  said(): { readonly deleted: string; readonly failed: string };
  /** It is gone for good. */
  onGone(id: string): void;
  /** Whether a deletion arrived is to be seen in the list, which has to be asked for once more. */
  askAgain(): void;
}

/**
 * Deletes things after a time in which it can be undone. Leaving the page commits at once, and what a crash interrupts is
 * taken up at the next start.
 */
export class Removal {
  /** What is gone for the eye, but for a few seconds not yet for the server. */
  readonly pending = new Store<ReadonlySet<string>>(new Set());
  readonly #options: RemovalOptions;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Deletions that a page sent when it was left and could not hear the answer to, with the time. */
  #parting = new Map<string, number>();

  constructor(options: RemovalOptions) {
    this.#options = options;
  }

  remove(id: string, onUndo?: () => void): void {
    this.#hide(id);
    this.#timers.set(
      id,
      setTimeout(() => void this.#commit(id), regret),
    );
    const toast = toasts.add({
      title: this.#options.said().deleted,
      timeout: regret,
      actionProps: {
        children: i18next.t('action.undo'),
        onClick: () => {
          toasts.close(toast);
          clearTimeout(this.#timers.get(id));
          this.#timers.delete(id);
          this.#show(id);
          onUndo?.();
        },
      },
    });
  }

  /**
   * Looks at what the server lists. A thing whose deletion was sent by a page that was left is normally not there; asking
   * again on suspicion would be refused. Only when it is still listed after a while is it deleted once more.
   */
  noteListed(ids: readonly string[]): void {
    for (const id of ids) {
      const sentAt = this.#parting.get(id);
      if (sentAt === undefined) continue;
      const left = sentAt + arrival - Date.now();
      if (left <= 0) {
        this.#parting.delete(id);
        void this.#commit(id);
      } else {
        setTimeout(() => this.#options.askAgain(), left);
      }
    }
  }

  /** Finishes what an earlier page could not, and lets this one finish when it is left. */
  start(): () => void {
    this.#parting = new Map();
    for (const entry of (storage.get(this.#key()) ?? '').split(' ')) {
      const [id = '', sentAt] = entry.split('@');
      if (id === '') continue;
      if (sentAt === undefined) {
        this.#hide(id);
        void this.#commit(id);
      } else if (Date.now() - Number(sentAt) < oldest) {
        this.#parting.set(id, Number(sentAt));
        this.#hide(id);
      }
    }
    const onHide = () => {
      for (const id of [...this.#timers.keys()]) {
        this.#parting.set(id, Date.now());
        void this.#commit(id, true);
      }
      this.#keep();
    };
    addEventListener('pagehide', onHide);
    return () => removeEventListener('pagehide', onHide);
  }

  async #commit(id: string, keepalive = false): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    try {
      await send(this.#options.path(id), { method: 'DELETE', keepalive });
    } catch (cause) {
      const problem = Problem.of(cause);
      if (problem.status !== 404) {
        this.#show(id);
        warn(this.#options.said().failed, sentenceOf(i18next.t, problem));
        return;
      }
    }
    this.#options.onGone(id);
    this.#show(id);
  }

  #hide(id: string): void {
    this.pending.set(new Set([...this.pending.get(), id]));
    this.#keep();
  }

  #show(id: string): void {
    this.#parting.delete(id);
    this.pending.set(new Set([...this.pending.get()].filter((other) => other !== id)));
    this.#keep();
  }

  #key(): string {
    return `${this.#options.name}.${session.user?.id ?? ''}`;
  }

  /** As `id`, or `id@time` for a deletion that was sent when its page was left. */
  #keep(): void {
    const ids = [...this.pending.get()];
    if (ids.length === 0) {
      storage.remove(this.#key());
      return;
    }
    const entries = ids.map((id) =>
      this.#parting.has(id) ? `${id}@${this.#parting.get(id)}` : id,
    );
    storage.set(this.#key(), entries.join(' '));
  }
}
