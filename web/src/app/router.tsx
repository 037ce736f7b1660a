import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { base } from '@/lib/base';
import { NotFound } from './NotFound';
import { Root } from './Root';
import { RouteProblem } from './RouteProblem';

// Every path is one segment long: see lib/base.ts.
const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/chat/ChatPage'), 'NewChatPage'),
});

const chat = createRoute({
  getParentRoute: () => root,
  path: '/chat-{$conversationId}',
  component: lazyRouteComponent(() => import('@/features/chat/ChatPage'), 'ChatPage'),
});

export const settingsSections = ['profile', 'appearance', 'sessions', 'models'] as const;
export type SettingsSection = (typeof settingsSections)[number];

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search): { section?: SettingsSection } => {
    const section = settingsSections.find((name) => name === search.section);
    return section === undefined ? {} : { section };
  },
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: () => <Navigate to="/" replace />,
});

export const router = createRouter({
  routeTree: root.addChildren([home, chat, settings, login]),
  basepath: base.pathname,
  defaultErrorComponent: RouteProblem,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
