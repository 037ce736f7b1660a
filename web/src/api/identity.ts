/** The shapes of the HTTP API around accounts, their keys and factors, and what administrators see of them. */

export type SignUpRule = 'open' | 'domains' | 'invitation' | 'approval' | 'closed';
export type ProviderPreset = 'google' | 'github' | 'microsoft';
export type PersonRole = 'user' | 'admin';

export interface IdentityProviderButton {
  id: string;
  name: string;
  preset: ProviderPreset | null;
}

/** A registration that somebody or something still has to say yes to. */
export interface PendingRegistration {
  pending: 'approval' | 'email';
}

export type CodeMethod = 'totp' | 'recovery-code';
export type FactorMethod = CodeMethod | 'passkey';

export interface Challenge {
  challenge: string;
  methods: FactorMethod[];
}

export interface PasskeyRequest {
  request: string;
  publicKey: PublicKeyCredentialRequestOptionsJSON;
}
export interface PasskeyCreation {
  request: string;
  publicKey: PublicKeyCredentialCreationOptionsJSON;
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** It lives in an account of the device's maker, not on one device alone. */
  synced: boolean;
}

export interface Factors {
  totp: { enabled: boolean; since: string | null };
  recoveryCodes: { left: number; since: string | null };
  passkeys: Passkey[];
}

export interface TotpSetup {
  secret: string;
  uri: string;
  /** SVG text. */
  qr: string;
}

export interface RecoveryCodes {
  recoveryCodes: string[];
}

export interface LinkedIdentity {
  id: string;
  provider: string;
  name: string;
  subjectHint: string;
  linkedAt: string;
}

export const scopes = [
  'chat',
  'chats:read',
  'knowledge:read',
  'knowledge:write',
  'models:read',
  'account:read',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

export interface ApiKey {
  id: string;
  name: string;
  hint: string;
  kind: 'bearer' | 'signing';
  scopes: Scope[];
  allowedNetworks: string[];
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  createdAt: string;
}

export interface NewApiKey {
  name: string;
  scopes: Scope[];
  expiresAt?: string;
  allowedNetworks?: string[];
  kind?: 'bearer' | 'signing';
  publicKey?: string;
}

export interface ChatReading {
  administrator: string;
  reason: string;
  conversationId: string;
  title: string;
  at: string;
}

export interface ManagedPerson {
  id: string;
  username: string;
  displayName: string | null;
  email: string | null;
  emailVerified: boolean;
  role: PersonRole;
  suspendedAt: string | null;
  pending: boolean;
  secondFactor: boolean;
  createdAt: string;
  lastSeenAt: string | null;
}

export interface PersonChange {
  role?: PersonRole;
  suspended?: boolean;
  approved?: boolean;
}

export interface Invitation {
  id: string;
  email: string | null;
  role: PersonRole;
  createdAt: string;
  expiresAt: string;
  /** Who made an account with it, by id. */
  usedBy: string | null;
}
export type IssuedInvitation = Invitation & { link: string };
export interface NewInvitation {
  email?: string;
  role?: PersonRole;
  expiresInDays?: number;
}

/** Who may make an account, and what it needs. */
export interface SignUpSettings {
  registrationOpen: boolean;
  signUp: SignUpRule;
  signUpDomains: string[];
  emailRequired: boolean;
  secondFactorRoles: PersonRole[];
  passwordMinLength: number;
  breachCheck: boolean;
}

export interface MailSettings {
  origin: 'settings' | 'environment';
  locked: boolean;
  /** Null where messages go into the outbox. */
  host: string | null;
  port: number | null;
  from: string | null;
  tls: 'starttls' | 'tls' | 'none' | null;
  username: string | null;
  hasPassword: boolean;
  waiting: number;
  failed: number;
  lastFailure: string | null;
}

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

export interface AuditEntry {
  number: number;
  at: string;
  action: string;
  actor: { id: string; name: string } | null;
  subject: { type: string; id: string | null; name: string | null } | null;
  address: string | null;
  details: Record<string, unknown>;
  changes: Array<{ name: string; before: unknown; after: unknown }>;
  hash: string;
}
export interface AuditVerification {
  intact: boolean;
  entries: number;
  firstBroken: number | null;
  checkedAt: string;
}
export interface AuditSettings {
  retentionDays: number | null;
}

export type ModerationAction = 'block' | 'warn' | 'log';
export interface ModerationRule {
  id: string;
  name: string;
  pattern: string;
  category: string;
  action: ModerationAction;
  applies: 'prompt' | 'answer' | 'both';
  enabled: boolean;
}
export interface Moderation {
  enabled: boolean;
  openaiModeration: boolean;
  /** Whether what the service could not look at is stopped. */
  failClosed?: boolean | null;
  keepOriginals: boolean;
  exemptRoles: PersonRole[];
  rules: ModerationRule[];
}
export interface ModerationMatch {
  rule: string;
  name: string;
  category: string;
  action: ModerationAction;
  text: string;
  start: number;
  end: number;
}
export interface ModerationEvent {
  id: string;
  at: string;
  kind: 'prompt' | 'answer';
  category: string;
  rule: string;
  action: ModerationAction;
  person: { id: string; name: string | null };
  conversationId: string;
  excerpt: string | null;
  state: 'open' | 'reviewed';
  note: string | null;
}

export const webhookEvents = [
  'chat.finished',
  'collection.changed',
  'document.ready',
  'document.failed',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface Webhook {
  id: string;
  url: string;
  events: WebhookEvent[];
  enabled: boolean;
  lastStatus: number | null;
  lastAt: string | null;
}
