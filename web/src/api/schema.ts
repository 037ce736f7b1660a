/** The shapes of the HTTP API, in one place. */

export type ProblemCode =
  | 'invalid-request'
  | 'malformed-json'
  | 'unknown-field'
  | 'idempotency-key-required'
  | 'unauthenticated'
  | 'bad-credentials'
  | 'forbidden'
  | 'cross-site'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'conflict'
  | 'username-taken'
  | 'email-taken'
  | 'turn-running'
  | 'tree-changed'
  | 'setting-locked'
  | 'too-large'
  | 'unsupported-media-type'
  | 'idempotency-mismatch'
  | 'weak-password'
  | 'model-unavailable'
  | 'rate-limited'
  | 'internal'
  | 'shutting-down'
  | 'database-unavailable';

export interface FieldError {
  field: string;
  message: string;
}

export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  requestId: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  turnId?: string;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface ServerConfig {
  version: string;
  firstUser: boolean;
  registrationOpen: boolean;
  passwordMinLength: number;
  secondFactorRecommended: boolean;
}

export type Theme = 'light' | 'dark' | 'system';

export interface Preferences {
  theme?: Theme;
  language?: string;
  defaultModel?: string;
  lastConversationId?: string;
  sidebarCollapsed?: boolean;
}

export interface User {
  id: string;
  username: string;
  displayName: string | null;
  email: string | null;
  emailVerified: boolean;
  role: 'admin' | 'user';
  createdAt: string;
  preferences?: Preferences;
}

export interface SignedIn {
  accessToken: string;
  expiresIn: number;
  user: User;
}

export interface DeviceSession {
  id: string;
  current: boolean;
  userAgent: string | null;
  device: string;
  ipAddress: string | null;
  createdAt: string;
  lastUsedAt: string;
}

export interface Model {
  id: string;
  name: string;
  provider: string;
  providerName: string;
  capabilities: string[];
  contextLength: number | null;
}

export interface ModelList {
  items: Model[];
  default: string;
}

export type ProviderKind = 'openai' | 'gemini' | 'anthropic' | 'ollama';

export interface ProviderStatus {
  state: 'ok' | 'failed' | 'unknown';
  code?: string | null;
  message?: string | null;
  modelCount: number;
  checkedAt?: string | null;
}

export interface Provider {
  id: string;
  kind: ProviderKind;
  name: string;
  baseUrl: string | null;
  hasKey: boolean;
  keyHint: string | null;
  origin: 'settings' | 'environment' | 'discovered';
  locked: boolean;
  enabled: boolean;
  status: ProviderStatus;
}

export interface AdminSettings {
  defaultModel: string | null;
  registrationOpen: boolean;
}

export interface Conversation {
  id: string;
  title: string;
  model: string | null;
  activeLeafId: string | null;
  createdAt: string;
  updatedAt: string;
  runningTurnId: string | null;
}

export type MessageStatus =
  | 'pending'
  | 'streaming'
  | 'finished'
  | 'stopped'
  | 'interrupted'
  | 'failed';

export type MessagePart = { type: 'text'; text: string } | { type: 'reasoning'; text: string };

export interface Citation {
  index: number;
  documentId: string;
  title: string;
  location: string | null;
  quote: string;
  start: number;
  end: number;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  estimated: boolean;
}

export type FailureCode =
  | 'bad-key'
  | 'no-such-model'
  | 'rate-limited'
  | 'overloaded'
  | 'too-long'
  | 'refused'
  | 'unreachable'
  | 'broken-stream'
  | 'interrupted'
  | 'internal';

export interface AnswerError {
  code: FailureCode;
  message: string;
  retryAfterSeconds?: number | null;
}

export interface Message {
  id: string;
  parentId: string | null;
  siblingIds: string[];
  role: 'user' | 'assistant';
  parts: MessagePart[];
  model: string | null;
  status: MessageStatus;
  citations: Citation[];
  usage: Usage | null;
  createdAt: string;
  error: AnswerError | null;
  turnId: string | null;
}

export type TurnRequest =
  | { text: string; parentId?: string | null; model?: string }
  | { regenerate: string; model?: string }
  | { continue: string };

export interface TurnStarted {
  turnId: string;
  userMessageId: string | null;
  answerId: string;
}

/** What a turn says while it runs: the whole wire protocol. */
export type TurnEvent =
  | {
      type: 'started';
      turnId: string;
      userMessageId: string | null;
      answerId: string;
      model: string;
      continues?: boolean;
    }
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  | { type: 'tool-called'; name?: string }
  | { type: 'tool-finished'; name?: string }
  | ({ type: 'cited' } & Citation)
  | { type: 'titled'; title: string }
  | { type: 'resync'; text: string }
  | { type: 'reconnect' }
  | { type: 'finished'; usage: Usage | null }
  | { type: 'stopped' }
  | { type: 'interrupted' }
  | { type: 'failed'; code: FailureCode; message: string; retryAfterSeconds?: number };

/** What every tab hears about the person's chats. */
export type Notice =
  | { type: 'turn-started'; conversationId: string; turnId: string; answerId: string }
  | { type: 'turn-ended'; conversationId: string; turnId: string; status: MessageStatus }
  | { type: 'conversation-changed'; conversationId: string; title?: string; updatedAt: string }
  | { type: 'conversation-deleted'; conversationId: string }
  | { type: 'session-ended' }
  | { type: 'reconnect' }
  | { type: 'reload' };

export interface SourceDocument {
  id: string;
  title: string;
  collection: { id: string; name: string } | null;
  location: string | null;
  text: string;
}
