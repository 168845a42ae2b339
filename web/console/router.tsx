import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { Bench } from './bench/Bench.tsx';
import { Desk } from './desk/Desk.tsx';
import { Trouble } from './parts/Nothing.tsx';
import type { DeskView, PolicyView } from './paths.ts';
import { CasePage } from './returns/CasePage.tsx';
import { Settings } from './settings/Settings.tsx';
import { Lost } from './shell/Lost.tsx';
import { Shell } from './shell/Shell.tsx';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const deskView = (search: Record<string, unknown>): DeskView => ({
  tab: text(search['tab']),
  q: text(search['q']),
  channel: text(search['channel']),
});

const root = createRootRoute({ component: Shell, notFoundComponent: Lost });
const desk = createRoute({ getParentRoute: () => root, path: '/', validateSearch: deskView, component: Desk });
// Whoever came by the address of the sign-in is at the desk once they are in.
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: () => <Navigate to="/" replace /> });
const oneCase = createRoute({ getParentRoute: () => root, path: '/returns/$id', validateSearch: deskView, component: CasePage });
const bench = createRoute({
  getParentRoute: () => root,
  path: '/bench',
  validateSearch: (search: Record<string, unknown>): { code?: string | undefined } => ({ code: text(search['code']) }),
  component: Bench,
});
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: Settings });

const policyView = (search: Record<string, unknown>): PolicyView => ({
  view: text(search['view']),
  question: text(search['question']),
  row: text(search['row']),
  case: text(search['case']),
  with: text(search['with']),
  simulation: text(search['simulation']),
});
// The editor is large and few people's daily work: whoever comes to the desk does not load it.
const policy = createRoute({
  getParentRoute: () => root,
  path: '/policy',
  component: lazyRouteComponent(() => import('./policy/Overview.tsx'), 'Overview'),
});
const policyDraft = createRoute({
  getParentRoute: () => root,
  path: '/policy/drafts/$id',
  validateSearch: policyView,
  // What was imported from a file may be no policy at all.
  errorComponent: Trouble,
  component: lazyRouteComponent(() => import('./policy/PolicyPage.tsx'), 'DraftPage'),
});
const policyVersion = createRoute({
  getParentRoute: () => root,
  path: '/policy/versions/$version',
  validateSearch: policyView,
  // What was imported from a file may be no policy at all.
  errorComponent: Trouble,
  component: lazyRouteComponent(() => import('./policy/PolicyPage.tsx'), 'VersionPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([desk, signIn, oneCase, bench, settings, policy, policyDraft, policyVersion]),
  // Plain text in addresses: a tracking number of twenty digits must not become a rounded number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '');
    return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  },
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
