import { notifyManager, QueryClient } from '@tanstack/react-query';
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
