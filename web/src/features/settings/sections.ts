import {
  Boxes,
  Eye,
  Globe,
  HardDriveDownload,
  KeyRound,
  type LucideIcon,
  Mail,
  Palette,
  Scale,
  ScrollText,
  ShieldCheck,
  UserPlus,
  UserRound,
  Users,
  Waypoints,
  Webhook,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import type { ServerConfig } from '@/api/schema';
import { Appearance } from './Appearance';

export const groups = ['you', 'administration'] as const;
export type Group = (typeof groups)[number];

/** Each page is loaded when it is opened. */
export const sections = [
  {
    id: 'account',
    group: 'you',
    icon: UserRound,
    component: page(async () => (await import('./account/Account')).Account),
  },
  { id: 'appearance', group: 'you', icon: Palette, component: Appearance },
  {
    id: 'security',
    group: 'you',
    icon: ShieldCheck,
    component: page(async () => (await import('./security/Security')).Security),
  },
  {
    id: 'api-keys',
    group: 'you',
    icon: KeyRound,
    component: page(async () => (await import('./keys/ApiKeys')).ApiKeys),
  },
  {
    id: 'data',
    group: 'you',
    icon: HardDriveDownload,
    component: page(async () => (await import('./data/YourData')).YourData),
  },
  {
    id: 'people',
    group: 'administration',
    icon: Users,
    component: page(async () => (await import('./people/PeoplePage')).PeoplePage),
  },
  {
    id: 'sign-up',
    group: 'administration',
    icon: UserPlus,
    component: page(async () => (await import('./sign-up/SignUp')).SignUp),
  },
  {
    id: 'identity-providers',
    group: 'administration',
    icon: Waypoints,
    component: page(
      async () => (await import('./identity-providers/IdentityProviders')).IdentityProviders,
    ),
  },
  {
    id: 'mail',
    group: 'administration',
    icon: Mail,
    component: page(async () => (await import('./mail/Mail')).Mail),
  },
  {
    id: 'models',
    group: 'administration',
    icon: Boxes,
    component: page(async () => (await import('./models/Models')).Models),
  },
  {
    id: 'web-search',
    group: 'administration',
    icon: Globe,
    component: page(async () => (await import('./web-search/WebSearch')).WebSearch),
  },
  {
    id: 'moderation',
    group: 'administration',
    icon: Scale,
    component: page(async () => (await import('./moderation/ModerationPage')).ModerationPage),
  },
  {
    id: 'chats',
    group: 'administration',
    icon: Eye,
    component: page(async () => (await import('./chats/ReadChats')).ReadChats),
    // Most servers do not have it, and need not be reminded.
    shown: ({ adminChatAccess }) => adminChatAccess === true,
  },
  {
    id: 'audit',
    group: 'administration',
    icon: ScrollText,
    component: page(async () => (await import('./audit/AuditLog')).AuditLog),
  },
  {
    id: 'webhooks',
    group: 'administration',
    icon: Webhook,
    component: page(async () => (await import('./webhooks/Webhooks')).Webhooks),
  },
] as const satisfies ReadonlyArray<{
  id: string;
  group: Group;
  icon: LucideIcon;
  component: ComponentType;
  /** Whether the list has it on this server; always unless said otherwise. */
  shown?: (config: Partial<ServerConfig>) => boolean;
}>;

export type Section = (typeof sections)[number];

/** The sections of a group that this server has, and the one that is open in any case. */
export function sectionsOf(
  group: Group,
  current: Section,
  config: Partial<ServerConfig> = {},
): Section[] {
  return sections.filter(
    (section) =>
      section.group === group &&
      (section.id === current.id || !('shown' in section) || section.shown(config)),
  );
}

/** Where pages have gone whose addresses may be in bookmarks. */
export const former: Readonly<Record<string, Section['id']>> = {
  profile: 'account',
  sessions: 'security',
};

function page(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}
