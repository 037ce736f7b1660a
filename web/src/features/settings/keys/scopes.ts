import type { Scope } from '@/api/identity';

/** The scopes by the names that their words go by; a colon would mean something else there. */
export const scopeWords = {
  chat: 'chat',
  'chats:read': 'chats-read',
  'knowledge:read': 'knowledge-read',
  'knowledge:write': 'knowledge-write',
  'models:read': 'models-read',
  'account:read': 'account-read',
  admin: 'admin',
} as const satisfies Record<Scope, string>;
