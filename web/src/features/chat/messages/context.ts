import { createContext, useContext } from 'react';
import type { ThreadStore } from '../thread/thread-store';

export interface ThreadActions {
  readonly thread: ThreadStore;
  /** The model that new turns of this chat go to. */
  readonly model: string | null;
  /** Whether new questions of this chat are looked up in the web. */
  readonly webSearch: boolean;
}

export const ThreadContext = createContext<ThreadActions | null>(null);

export function useThreadActions(): ThreadActions {
  const actions = useContext(ThreadContext);
  if (actions === null) throw new Error('outside of a thread');
  return actions;
}
