import { session } from '@/lib/session';
import { ThreadStore } from './thread-store';

const kept = 8;
const threads = new Map<string, ThreadStore>();
let unborn: ThreadStore | null = null;

/** The chat's store in this tab. The last few stay, so that going back and forth neither waits nor stops a stream. */
export function threadOf(conversationId: string): ThreadStore {
  const known = threads.get(conversationId);
  if (known !== undefined) {
    threads.delete(conversationId);
    threads.set(conversationId, known);
    return known;
  }
  return remember(new ThreadStore(conversationId));
}

/** The store of the next new chat, which is kept until its first question has arrived. */
export function newThread(): ThreadStore {
  if (unborn !== null) return unborn;
  const thread = new ThreadStore('');
  unborn = thread;
  const stop = thread.id.subscribe(() => {
    stop();
    if (unborn === thread) unborn = null;
    remember(thread);
  });
  return thread;
}

export function openThreads(): Iterable<ThreadStore> {
  return threads.values();
}

export function forgetThread(conversationId: string): void {
  threads.get(conversationId)?.dispose();
  threads.delete(conversationId);
}

function remember(thread: ThreadStore): ThreadStore {
  threads.set(thread.conversationId, thread);
  for (const [id, old] of threads) {
    if (threads.size <= kept) break;
    if (old === thread || old.busy) continue;
    threads.delete(id);
  }
  return thread;
}

session.state.subscribe(() => {
  if (session.state.get().status !== 'anonymous') return;
  for (const id of [...threads.keys()]) forgetThread(id);
  unborn?.dispose();
  unborn = null;
});
