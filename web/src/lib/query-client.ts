import { notifyManager, QueryClient, type QueryKey } from '@tanstack/react-query';
import { Problem } from './problem';
import { session } from './session';

// A timer, as is usual, would be held back in a hidden tab for up to a minute, and its title with it.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Notices tell when something changed; a focused window need not ask.
      refetchOnWindowFocus: false,
      retry: (failures, cause) => failures < 2 && Problem.of(cause).passing,
    },
    mutations: { retry: false },
  },
});

// What one person saw must not be there for the next.
session.state.subscribe(() => {
  if (session.state.get().status === 'anonymous') queryClient.clear();
});

/**
 * Asks anew for what a key stands for, because something of it has changed. A first answer that is still on its way may have
 * been read before the change, and an invalidation alone does not ask a second time while there is none: then once more.
 */
export function askAnew(queryKey: QueryKey, exact = false): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, exact })) {
    if (query.state.data !== undefined || query.state.fetchStatus !== 'fetching') continue;
    const again = () =>
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.promise?.then(again, () => undefined);
  }
  void queryClient.invalidateQueries({ queryKey, exact });
}
