/**
 * The shapes of the HTTP API by the names that the front end has for them. What the server's OpenAPI document tells is taken
 * from there; what it cannot tell (streams, codes, which fields go together) is written here.
 */
import type { components } from './generated';

type Schemas = components['schemas'];

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

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
  | 'database-unavailable'
  | 'second-factor-required'
  | 'bad-code'
  | 'step-up-required'
  | 'second-factor-setup-required'
  | 'email-not-verified'
  | 'approval-pending'
  | 'invitation-required'
  | 'bad-token'
  | 'blocked-by-moderation'
  | 'insufficient-scope'
  | 'bad-signature';

export type FieldError = Schemas['Field'];

export type ProblemDetails = Omit<Schemas['Problem'], 'code'> & {
  code: ProblemCode;
  retryAfterSeconds?: number;
  turnId?: string;
  /** Stands for a sign-in of which the password was right. */
  challenge?: string;
  /** How it can be gone on with. */
  methods?: string[];
  /** Services that can confirm who it is as well. */
  providers?: { id: string; name: string }[];
  expiresIn?: number;
  category?: string;
};

export type ServerConfig = Schemas['ClientConfig'];
export type User = Schemas['User'];
export type Preferences = Schemas['Preferences'];
export type Theme = NonNullable<Preferences['theme']>;
export type SignedIn = Schemas['Access'];
export type DeviceSession = Schemas['SessionItem'];

export type Model = Schemas['ModelItem'];
export type ModelList = Schemas['ModelList'];
export type NewProvider = Schemas['NewProvider'] & { kind: ProviderKind };
export type ProviderChange = Schemas['ProviderChange'];
export type ProviderKind = Exclude<Schemas['ProviderItem']['kind'], 'guide'>;
export type Provider = Omit<Schemas['ProviderItem'], 'kind' | 'status'> & {
  kind: ProviderKind;
  status: Omit<Schemas['Status'], 'state'> & { state: 'ok' | 'failed' | 'unknown' };
};
export type AdminSettings = Schemas['Settings'];
export type SearchEngine = NonNullable<Schemas['WebSearchAnswer']['engine']>;
export type WebSearchSettings = Schemas['WebSearchAnswer'];
export type WebSearchChange = Omit<Schemas['WebSearchChange'], 'engine'> & {
  engine: SearchEngine | null;
};
export type WebSearchOutcome = Schemas['WebSearchOutcome'];

export type Conversation = Schemas['ConversationView'];
export type Citation = Schemas['Citation'];
export type Usage = Schemas['Usage'];
export type AttachedDocument = Schemas['AttachedDocument'];
export type SourceDocument = Schemas['DocumentAnswer'];
export type MessageStatus = Schemas['MessageView']['status'];
export type MessagePart = { type: 'text'; text: string } | { type: 'reasoning'; text: string };

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
  | 'blocked-by-moderation'
  | 'internal';

export interface AnswerError {
  code: FailureCode;
  message: string;
  retryAfterSeconds?: number | null;
}

export type Message = Omit<Schemas['MessageView'], 'parts' | 'error' | 'cutShort'> & {
  parts: MessagePart[];
  error: AnswerError | null;
  /** The model's limit for one answer ended it, not its thought. */
  cutShort?: boolean;
  /** A rule of the server that lets it through names it all the same; told while the answer is written. */
  warning?: Warning;
};

export interface Warning {
  category: string;
  /** A sentence for the person. */
  message: string;
}

export type TurnRequest =
  | {
      text: string;
      parentId?: string | null;
      model?: string;
      collections?: string[];
      attachments?: string[];
      webSearch?: boolean;
    }
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
  | { type: 'tool-called'; callId: string; tool: string; arguments: string }
  | { type: 'tool-finished'; callId: string; outcome: string }
  | ({ type: 'cited' } & Citation)
  | { type: 'titled'; title: string }
  | ({ type: 'warned' } & Warning)
  | { type: 'resync'; text: string }
  | { type: 'reconnect' }
  | { type: 'finished'; usage: Usage | null; cutShort?: boolean }
  | { type: 'stopped' }
  | { type: 'interrupted' }
  | {
      type: 'failed';
      code: FailureCode;
      message: string;
      retryAfterSeconds?: number;
      category?: string;
    };

/** What every tab hears about the person's chats and collections. */
export type Notice =
  | { type: 'turn-started'; conversationId: string; turnId: string; answerId: string }
  | { type: 'turn-ended'; conversationId: string; turnId: string; status: MessageStatus }
  | { type: 'conversation-changed'; conversationId: string; title?: string; updatedAt: string }
  | { type: 'conversation-deleted'; conversationId: string }
  | { type: 'collection-changed'; collectionId: string }
  | {
      type: 'document-changed';
      documentId: string;
      collectionId: string;
      state: DocumentState;
      progress: DocumentProgress | null;
    }
  | {
      type: 'site-changed';
      siteId: string;
      collectionId: string;
      state: SiteState;
      pages: SitePages;
    }
  | { type: 'session-ended' }
  | { type: 'reconnect' }
  | { type: 'reload' };

export type EmbeddingModel = Schemas['EmbeddingModelList']['items'][number];
export type EmbeddingModelList = Schemas['EmbeddingModelList'];
export type Collection = Schemas['KnowledgeCollection'];
export type CollectionChange = Schemas['CollectionChange'];
/** What others may do with a collection. */
export type Share = Collection['everyone'];
/** Somebody whom a collection is shared with by name. */
export type CollectionMember = Schemas['MemberItem'] & { access: Exclude<Share, 'none'> };

export type DocumentState = Schemas['DocumentItem']['state'];
export type DocumentProgress = Schemas['Progress'];
export type DocumentErrorCode =
  | 'unreadable'
  | 'encrypted'
  | 'too-large'
  | 'too-complex'
  | 'timed-out'
  | 'empty'
  | 'unsupported-type'
  | 'not-found'
  | 'blocked-address'
  | 'unreachable'
  | 'embedding-failed'
  | 'internal';

export type DocumentItem = Omit<Schemas['DocumentItem'], 'error'> & {
  error: { code: DocumentErrorCode; message: string } | null;
};
export type NewPage = Schemas['NewPage'];
/** A site of the web whose pages are documents. */
export type Site = Omit<Schemas['Site'], 'error'> & {
  error: Schemas['Failure'] | null;
};
/** A page that the last crawl of its site could not read. */
export type FailedPage = Omit<Schemas['FailedPage'], 'error'> & {
  error: NonNullable<DocumentItem['error']>;
};
export type SiteForm = Site['form'];
export type SiteState = Site['state'];
export type SitePages = Schemas['SitePages'];
export type NewSite = Schemas['NewSite'];
export type SiteChange = { depth?: number; pageLimit?: number; everyHours?: number | null };
/** A stretch of a document that is searched and cited as one. */
export type Passage = Schemas['PassageItem'];
/** A place in a ranking of the search. */
export type Ranked = Schemas['Place'];
export type InspectedPassage = Schemas['Item'];
export type Inspection = Schemas['Inspection'];
