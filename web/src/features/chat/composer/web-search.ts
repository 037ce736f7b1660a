import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '@/features/account/api';
import { configQuery } from '@/lib/server-config';
import { session } from '@/lib/session';
import { storage } from '@/lib/storage';

export interface WebSearchChoice {
  /** `missing`: no engine is connected, and this person can change that. */
  readonly state: 'off' | 'on' | 'missing' | 'hidden';
  readonly on: boolean;
  toggle(): void;
}

function key(conversationId: string): string {
  return `web.${session.user?.id ?? ''}.${conversationId || 'new'}`;
}

/** Whether a chat's questions are looked up in the web, as this browser remembers it by chat. */
export function useWebSearch(conversationId: string): WebSearchChoice {
  const { data } = useQuery(configQuery);
  const admin = useMe().role === 'admin';
  const [chosen, setChosen] = useState(() => storage.get(key(conversationId)) !== null);
  const there = data?.webSearch === true;
  const on = there && chosen;
  return {
    state: there ? (on ? 'on' : 'off') : admin && data !== undefined ? 'missing' : 'hidden',
    on,
    toggle() {
      setChosen(!chosen);
      keepWebSearch(conversationId, !chosen);
    },
  };
}

/** The choice for a new chat becomes that of the chat it has become; the next one begins without. */
export function moveWebSearch(conversationId: string): void {
  if (storage.get(key('')) === null) return;
  keepWebSearch('', false);
  keepWebSearch(conversationId, true);
}

function keepWebSearch(conversationId: string, on: boolean): void {
  if (on) storage.set(key(conversationId), '1');
  else storage.remove(key(conversationId));
}
