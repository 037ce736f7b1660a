import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { collectionSearch } from '@/features/knowledge/address';
import { preloadMarkdown } from '@/features/markdown/renderer';
import { base } from '@/lib/base';
import { NotFound } from './NotFound';
import { Root } from './Root';
import { RouteProblem } from './RouteProblem';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** Every chat needs the renderer of answers: the two are fetched side by side. */
function chatPages() {
  preloadMarkdown();
  return import('@/features/chat/ChatPage');
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(chatPages, 'NewChatPage'),
});

const chat = createRoute({
  getParentRoute: () => root,
  path: '/chat/$conversationId',
  component: lazyRouteComponent(chatPages, 'ChatPage'),
});

/** Whom a page of the settings is about. */
function settingsSearch(search: Record<string, unknown>): { person?: string } {
  return typeof search.person === 'string' ? { person: search.person } : {};
}

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/$section',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

const settingsStart = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: () => <Navigate to="/settings/$section" params={{ section: 'account' }} replace />,
});

const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  component: lazyRouteComponent(
    () => import('@/features/knowledge/CollectionsPage'),
    'CollectionsPage',
  ),
});

const collection = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$collectionId',
  validateSearch: collectionSearch,
  component: lazyRouteComponent(
    () => import('@/features/knowledge/CollectionPage'),
    'CollectionPage',
  ),
});

/** Whoever gets to these is signed in: nobody else is shown anything but the sign-in page. */
const entrances = (['/login', '/sign-in', '/register'] as const).map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: () => <Navigate to="/" replace />,
  }),
);

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  staticData: { open: true },
  component: lazyRouteComponent(
    () => import('@/features/auth/ForgotPasswordPage'),
    'ForgotPasswordPage',
  ),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  staticData: { open: true },
  component: lazyRouteComponent(
    () => import('@/features/auth/ResetPasswordPage'),
    'ResetPasswordPage',
  ),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  staticData: { open: true },
  component: lazyRouteComponent(() => import('@/features/auth/VerifyEmailPage'), 'VerifyEmailPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    chat,
    knowledge,
    collection,
    settings,
    settingsStart,
    forgotPassword,
    resetPassword,
    verifyEmail,
    ...entrances,
  ]),
  basepath: base.pathname,
  defaultErrorComponent: RouteProblem,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Shown to anybody, in place of the frame, whether they are signed in or not. */
    open?: boolean;
  }
}
