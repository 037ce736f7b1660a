import {
  Boxes,
  Globe,
  HardDriveDownload,
  KeyRound,
  type LucideIcon,
  Palette,
  ShieldCheck,
  UserRound,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
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
] as const satisfies ReadonlyArray<{
  id: string;
  group: Group;
  icon: LucideIcon;
  component: ComponentType;
}>;

export type Section = (typeof sections)[number];

/** Where pages have gone whose addresses may be in bookmarks. */
export const former: Readonly<Record<string, Section['id']>> = {
  profile: 'account',
  sessions: 'security',
};

function page(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}
