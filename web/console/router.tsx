import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Bench } from './bench/Bench.tsx';
import { Desk } from './desk/Desk.tsx';
import type { DeskView } from './paths.ts';
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
const oneCase = createRoute({ getParentRoute: () => root, path: '/returns/$id', validateSearch: deskView, component: CasePage });
const bench = createRoute({
  getParentRoute: () => root,
  path: '/bench',
  validateSearch: (search: Record<string, unknown>): { code?: string | undefined } => ({ code: text(search['code']) }),
  component: Bench,
});
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: Settings });

export const router = createRouter({
  routeTree: root.addChildren([desk, oneCase, bench, settings]),
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
