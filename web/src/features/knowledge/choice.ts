import { session } from '@/lib/session';
import { storage } from '@/lib/storage';
import { Store } from '@/lib/store';

function key(): string {
  return `collections.${session.user?.id ?? ''}.new`;
}

/** What the next new chat is to be answered from. It outlives the page, as its draft does; null: not looked up yet. */
const chosen = new Store<readonly string[] | null>(null);

export const newChatCollections = {
  subscribe: chosen.subscribe,
  get(): readonly string[] {
    const known = chosen.get();
    if (known !== null) return known;
    const kept = (storage.get(key()) ?? '').split(' ').filter((id) => id !== '');
    chosen.set(kept);
    return kept;
  },
  set(ids: readonly string[]): void {
    chosen.set(ids);
    if (ids.length === 0) storage.remove(key());
    else storage.set(key(), ids.join(' '));
  },
};

session.state.subscribe(() => {
  if (session.state.get().status === 'anonymous') chosen.set(null);
});
