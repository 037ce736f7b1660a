/**
 * The shapes of the HTTP API around accounts, their keys and factors, and what administrators see of them. As in `schema.ts`,
 * what the server's OpenAPI document tells is taken from there; only what it cannot tell is written here.
 */
import type { components } from './generated';

type Schemas = components['schemas'];

export type SignUpRule = Schemas['ClientConfig']['signUp'];
export type ProviderPreset = 'google' | 'github' | 'microsoft';
export type PersonRole = Schemas['User']['role'];

export type IdentityProviderButton = Schemas['SignInProvider'];

/** A registration that somebody or something still has to say yes to. */
export interface PendingRegistration {
  pending: 'approval' | 'email';
}

export type CodeMethod = 'totp' | 'recovery-code';
export type FactorMethod = CodeMethod | 'passkey';

/** What the browser is to ask an authenticator; its shape is WebAuthn's. */
export interface PasskeyRequest {
  request: string;
  publicKey: PublicKeyCredentialRequestOptionsJSON;
}
export interface PasskeyCreation {
  request: string;
  publicKey: PublicKeyCredentialCreationOptionsJSON;
}

export type Passkey = Schemas['Passkey'];
export type Factors = Schemas['FactorList'];
export type TotpSetup = Schemas['Offer'];
export type RecoveryCodes = Schemas['Codes'];
export type LinkedIdentity = Schemas['IdentityItem'];

export type Scope = Schemas['KeyItem']['scopes'][number];
export const scopes = [
  'chat',
  'chats:read',
  'knowledge:read',
  'knowledge:write',
  'models:read',
  'account:read',
  'admin',
] as const satisfies readonly Scope[];
export type ApiKey = Schemas['KeyItem'];
export type NewApiKey = Schemas['NewKey'];

/** That an administrator has read one of the person's chats, and why. */
export type ChatReading = Schemas['ReadingItem'];
/** A chat as administrators see it before they have said why they need to read it. */
export type ChatTitle = Schemas['ChatTitle'];
/** A chat that an administrator may read for a while. */
export type OpenedChat = Schemas['OpenedChat'];

export type ManagedPerson = Schemas['PersonItem'];
export type PersonChange = Schemas['PersonChange'];

/** A copy of everything in the account. */
export interface DataExport {
  id: string;
  state: 'running' | 'ready' | 'failed';
  size: number | null;
  createdAt: string;
  expiresAt: string | null;
}

/** What was deleted with an account. */
export interface ErasureReceipt {
  receiptId: string;
  erasedAt: string;
  chats: number;
  messages: number;
  documents: number;
  passages: number;
  files: number;
  keys: number;
  sessions: number;
}

export type Invitation = Omit<Schemas['InvitationItem'], 'link'>;
export type IssuedInvitation = Invitation & { link: string };
export type NewInvitation = Schemas['NewInvitation'];

export type MailSettings = Schemas['MailAnswer'];

/** The document does not tell what it is made of. */
export interface ManagedIdentityProvider {
  id: string;
  preset: ProviderPreset | null;
  name: string;
  issuer: string | null;
  clientId: string;
  hasSecret: boolean;
  enabled: boolean;
  signUp: 'any' | 'domains' | 'existing';
  domains: string[];
  roleClaim: string | null;
  adminValues: string[];
  origin: string;
  locked: boolean;
  redirectUri: string;
}

export type AuditEntry = Schemas['AuditItem'];
export type AuditVerification = Schemas['AuditVerification'];
export type AuditSettings = Schemas['AuditSettings'];

export type ModerationAction = Schemas['Rule']['action'];
/** A rule that the server has: it was given an id, and is on or off. */
export type ModerationRule = Schemas['Rule'] & { id: string; enabled: boolean };
export type Moderation = Omit<Schemas['ModerationSettings'], 'rules' | 'exemptRoles'> & {
  exemptRoles: PersonRole[];
  rules: ModerationRule[];
};
export type ModerationMatch = Schemas['Match'];
export type ModerationEvent = Schemas['EventItem'];

export const webhookEvents = [
  'chat.finished',
  'collection.changed',
  'document.ready',
  'document.failed',
  'person.registered',
  'person.erased',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
export type Webhook = Omit<Schemas['WebhookItem'], 'events'> & { events: WebhookEvent[] };
