import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { Bench } from './bench/Bench.tsx';
import { Desk } from './desk/Desk.tsx';
import { NewReturn } from './newreturn/NewReturn.tsx';
import { Trouble } from './parts/Nothing.tsx';
import type { AnswersView } from './aftercare/survey/api.ts';
import type { InvoicesView, DeskView, LedgerView, PolicyView, RepairsView, StockView } from './paths.ts';
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
const resolution = createRoute({
  getParentRoute: () => root,
  path: '/returns/$id/resolution',
  validateSearch: deskView,
  component: lazyRouteComponent(() => import('./returns/ResolvePage.tsx'), 'ResolvePage'),
});
const repairBoard = createRoute({
  getParentRoute: () => root,
  path: '/repairs',
  validateSearch: (search: Record<string, unknown>): RepairsView => ({ ended: text(search['ended']), who: text(search['who']) }),
  component: lazyRouteComponent(() => import('./repairs/Board.tsx'), 'Board'),
});
const repair = createRoute({
  getParentRoute: () => root,
  path: '/repairs/$id',
  component: lazyRouteComponent(() => import('./repairs/RepairPage.tsx'), 'RepairPage'),
});
const bench = createRoute({
  getParentRoute: () => root,
  path: '/bench',
  validateSearch: (search: Record<string, unknown>): { code?: string | undefined } => ({ code: text(search['code']) }),
  component: Bench,
});
const strays = createRoute({
  getParentRoute: () => root,
  path: '/bench/parcels',
  component: lazyRouteComponent(() => import('./bench/Strays.tsx'), 'Strays'),
});
const stray = createRoute({
  getParentRoute: () => root,
  path: '/bench/parcels/$id',
  component: lazyRouteComponent(() => import('./bench/Strays.tsx'), 'StrayPage'),
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/settings/questions',
  validateSearch: (search: Record<string, unknown>): { category?: string | undefined } => ({ category: text(search['category']) }),
  component: lazyRouteComponent(() => import('./questions/Questions.tsx'), 'Questions'),
});
const afterCare = createRoute({
  getParentRoute: () => root,
  path: '/aftercare',
  validateSearch: (
    search: Record<string, unknown>,
  ): { state?: string | undefined; cause?: string | undefined; case?: string | undefined } => ({
    state: text(search['state']),
    cause: text(search['cause']),
    case: text(search['case']),
  }),
  component: lazyRouteComponent(() => import('./aftercare/ToMakeGood.tsx'), 'ToMakeGood'),
});
const offerGesture = createRoute({
  getParentRoute: () => root,
  path: '/aftercare/new',
  validateSearch: (search: Record<string, unknown>): { return?: string | undefined; order?: string | undefined } => ({
    return: text(search['return']),
    order: text(search['order']),
  }),
  component: lazyRouteComponent(() => import('./aftercare/OfferByHand.tsx'), 'OfferByHand'),
});
const gestureSettings = createRoute({
  getParentRoute: () => root,
  path: '/aftercare/settings',
  component: lazyRouteComponent(() => import('./aftercare/Rules.tsx'), 'Rules'),
});
const answers = createRoute({
  getParentRoute: () => root,
  path: '/aftercare/answers',
  validateSearch: (search: Record<string, unknown>): AnswersView => ({
    since: text(search['since']),
    until: text(search['until']),
    show: text(search['show']),
    score: search['score'] === undefined ? undefined : String(search['score']),
    reason: text(search['reason']),
    ended: text(search['ended']),
    sku: search['sku'] === undefined ? undefined : String(search['sku']),
    language: text(search['language']),
    q: search['q'] === undefined ? undefined : String(search['q']),
  }),
  component: lazyRouteComponent(() => import('./aftercare/AfterCare.tsx'), 'Answers'),
});
const surveySettings = createRoute({
  getParentRoute: () => root,
  path: '/aftercare/answers/settings',
  component: lazyRouteComponent(() => import('./aftercare/survey/SettingsPage.tsx'), 'SettingsPage'),
});
const followUps = createRoute({
  getParentRoute: () => root,
  path: '/aftercare/follow-ups',
  validateSearch: (search: Record<string, unknown>): { tab?: string | undefined; id?: string | undefined } => ({
    tab: text(search['tab']),
    id: text(search['id']),
  }),
  component: lazyRouteComponent(() => import('./aftercare/AfterCare.tsx'), 'FollowUps'),
});
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: (search: Record<string, unknown>): { kind?: string | undefined; language?: string | undefined } => ({
    kind: text(search['kind']),
    language: text(search['language']),
  }),
  component: lazyRouteComponent(() => import('./notices/Notifications.tsx'), 'Notifications'),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: (search: Record<string, unknown>): { state?: string | undefined; endpoint?: string | undefined } => ({
    state: text(search['state']),
    endpoint: text(search['endpoint']),
  }),
  component: lazyRouteComponent(() => import('./webhooks/Webhooks.tsx'), 'Webhooks'),
});
const mailView = (search: Record<string, unknown>): { view?: string | undefined } => ({ view: text(search['view']) });
const intake = createRoute({
  getParentRoute: () => root,
  path: '/intake',
  validateSearch: mailView,
  component: lazyRouteComponent(() => import('./intake/Intake.tsx'), 'Intake'),
});
const mail = createRoute({
  getParentRoute: () => root,
  path: '/intake/$id',
  validateSearch: mailView,
  component: lazyRouteComponent(() => import('./intake/MailPage.tsx'), 'MailPage'),
});
const mailboxes = createRoute({
  getParentRoute: () => root,
  path: '/intake/mailboxes',
  component: lazyRouteComponent(() => import('./intake/Mailboxes.tsx'), 'Mailboxes'),
});
const templates = createRoute({
  getParentRoute: () => root,
  path: '/templates',
  validateSearch: (search: Record<string, unknown>): { template?: string | undefined } => ({ template: text(search['template']) }),
  component: lazyRouteComponent(() => import('./thread/Templates.tsx'), 'Templates'),
});
const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  component: lazyRouteComponent(() => import('./connections/Connections.tsx'), 'Connections'),
});
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: Settings });

const tabbed = (search: Record<string, unknown>): { tab?: string | undefined; q?: string | undefined } => ({
  tab: text(search['tab']),
  q: text(search['q']),
});
const outbound = createRoute({
  getParentRoute: () => root,
  path: '/outbound',
  validateSearch: tabbed,
  component: lazyRouteComponent(() => import('./outbound/Outbound.tsx'), 'Outbound'),
});
const outboundOrder = createRoute({
  getParentRoute: () => root,
  path: '/outbound/$orderId',
  component: lazyRouteComponent(() => import('./outbound/OutboundOrder.tsx'), 'OutboundOrder'),
});
const claims = createRoute({
  getParentRoute: () => root,
  path: '/claims',
  validateSearch: tabbed,
  component: lazyRouteComponent(() => import('./claims/Claims.tsx'), 'Claims'),
});
const claimPage = createRoute({
  getParentRoute: () => root,
  path: '/claims/$id',
  component: lazyRouteComponent(() => import('./claims/ClaimPage.tsx'), 'ClaimPage'),
});

const policyView = (search: Record<string, unknown>): PolicyView => ({
  view: text(search['view']),
  question: text(search['question']),
  row: text(search['row']),
  case: text(search['case']),
  with: text(search['with']),
  simulation: text(search['simulation']),
});
const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  validateSearch: (search: Record<string, unknown>): { tab?: string | undefined } => ({ tab: text(search['tab']) }),
  component: lazyRouteComponent(() => import('./disputes/Disputes.tsx'), 'Disputes'),
});
const dispute = createRoute({
  getParentRoute: () => root,
  path: '/disputes/$id',
  component: lazyRouteComponent(() => import('./disputes/DisputePage.tsx'), 'DisputePage'),
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

// The books are finance's daily work, and nobody else's.
const ledgerView = (search: Record<string, unknown>): LedgerView => ({
  account: text(search['account']),
  channel: text(search['channel']),
  from: text(search['from']),
  to: text(search['to']),
  orderId: text(search['orderId']),
  returnId: text(search['returnId']),
});
const money = createRoute({
  getParentRoute: () => root,
  path: '/money',
  validateSearch: (search: Record<string, unknown>): { month?: string | undefined } => ({ month: text(search['month']) }),
  component: lazyRouteComponent(() => import('./money/Overview.tsx'), 'Overview'),
});
const payouts = createRoute({
  getParentRoute: () => root,
  path: '/money/payouts',
  component: lazyRouteComponent(() => import('./money/Payouts.tsx'), 'Payouts'),
});
const payout = createRoute({
  getParentRoute: () => root,
  path: '/money/payouts/$id',
  component: lazyRouteComponent(() => import('./money/Payout.tsx'), 'Payout'),
});
const moneyRefunds = createRoute({
  getParentRoute: () => root,
  path: '/money/refunds',
  component: lazyRouteComponent(() => import('./money/Refunds.tsx'), 'Refunds'),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/money/ledger',
  validateSearch: ledgerView,
  component: lazyRouteComponent(() => import('./money/Ledger.tsx'), 'Ledger'),
});
const journal = createRoute({
  getParentRoute: () => root,
  path: '/money/ledger/$id',
  component: lazyRouteComponent(() => import('./money/Ledger.tsx'), 'JournalPage'),
});
const costs = createRoute({
  getParentRoute: () => root,
  path: '/money/costs',
  component: lazyRouteComponent(() => import('./money/Costs.tsx'), 'Costs'),
});
const terms = createRoute({
  getParentRoute: () => root,
  path: '/money/terms',
  component: lazyRouteComponent(() => import('./money/Terms.tsx'), 'Terms'),
});

const invoices = createRoute({
  getParentRoute: () => root,
  path: '/money/invoices',
  validateSearch: (search: Record<string, unknown>): InvoicesView => ({
    view: text(search['view']),
    kind: text(search['kind']),
    month: text(search['month']),
    q: text(search['q']),
    paper: text(search['paper']),
  }),
  component: lazyRouteComponent(() => import('./papers/Papers.tsx'), 'Papers'),
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  validateSearch: (search: Record<string, unknown>): StockView => ({
    state: text(search['state']),
    q: text(search['q']),
    sku: text(search['sku']),
    supplier: text(search['supplier']),
    lot: text(search['lot']),
    place: text(search['place']),
    alert: text(search['alert']),
  }),
  component: lazyRouteComponent(() => import('./stock/Stock.tsx'), 'Stock'),
});
const unit = createRoute({
  getParentRoute: () => root,
  path: '/stock/units/$id',
  component: lazyRouteComponent(() => import('./stock/UnitPage.tsx'), 'UnitPage'),
});
const stockMove = createRoute({
  getParentRoute: () => root,
  path: '/stock/move',
  component: lazyRouteComponent(() => import('./stock/MoveByScan.tsx'), 'MoveByScan'),
});
const pull = createRoute({
  getParentRoute: () => root,
  path: '/stock/pulls/$id',
  component: lazyRouteComponent(() => import('./stock/PullPage.tsx'), 'PullPage'),
});
const newReturn = createRoute({
  getParentRoute: () => root,
  path: '/new',
  // With the first load: whoever presses C types on at once, and must not type into the page before.
  component: NewReturn,
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  validateSearch: (search: Record<string, unknown>): { tab?: string | undefined } => ({ tab: text(search['tab']) }),
  component: lazyRouteComponent(() => import('./imports/Imports.tsx'), 'Imports'),
});
const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./imports/ImportPage.tsx'), 'ImportPage'),
});
const partners = createRoute({
  getParentRoute: () => root,
  path: '/stock/partners',
  component: lazyRouteComponent(() => import('./stock/Partners.tsx'), 'Partners'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    outbound,
    outboundOrder,
    claims,
    claimPage,
    desk,
    signIn,
    oneCase,
    resolution,
    repairBoard,
    repair,
    bench,
    strays,
    stray,
    questions,
    disputes,
    dispute,
    stock,
    unit,
    stockMove,
    pull,
    partners,
    newReturn,
    imports,
    oneImport,
    templates,
    settings,
    connections,
    intake,
    mail,
    mailboxes,
    afterCare,
    offerGesture,
    gestureSettings,
    answers,
    followUps,
    surveySettings,
    notifications,
    webhooks,
    policy,
    policyDraft,
    policyVersion,
    money,
    payouts,
    payout,
    moneyRefunds,
    ledger,
    journal,
    costs,
    terms,
    invoices,
  ]),
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
