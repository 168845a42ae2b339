/** The channels of this installation: what stands behind a connection of each kind. A new one is added here, and in `core/connections.ts`. */
import { type ConnectionKind, readReasonMap } from '../core/connections.ts';
import { createBackMarket } from './backmarket/client.ts';
import type { Channel } from './channel.ts';
import { createMirakl } from './mirakl/client.ts';
import { createRest } from './rest/client.ts';
import { TOY_SECRET } from './rest/sandbox.ts';
import { createShop, type Till } from './shop/client.ts';
import { createShopify } from './shopify/client.ts';
import type { Edges } from './talk.ts';

export type ConnectOptions = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly edges: Edges;
  /** Who calls: Back Market wants it in each request. */
  readonly company: string;
  readonly contact: string;
  readonly till?: Till;
  /** Where the play world is found instead, `http://…/sandbox`: any credentials open it. */
  readonly sandbox?: string;
};

/** The adapter for one connection. */
export function connectChannel(
  kind: ConnectionKind,
  { settings, secrets, edges, company, contact, till, sandbox }: ConnectOptions,
): Channel {
  const given = (key: string): string => (typeof settings[key] === 'string' ? settings[key] : '');
  const secret = (key: string): string => secrets[key] ?? '';
  switch (kind) {
    case 'backmarket':
      return createBackMarket({
        ...edges,
        baseUrl: sandbox ? `${sandbox}/backmarket` : given('baseUrl'),
        token: sandbox ? 'sandbox' : secret('token'),
        market: given('market') || 'fr-fr',
        company,
        contact,
        ...(sandbox && { limits: false }),
      });
    case 'mirakl': {
      const [shopId, refundReason] = [given('shopId'), given('refundReason')];
      return createMirakl({
        ...edges,
        baseUrl: sandbox ? `${sandbox}/mirakl` : given('baseUrl'),
        apiKey: sandbox ? 'sandbox' : secret('apiKey'),
        reasons: readReasonMap(settings['reasons']),
        ...(shopId && { shopId }),
        ...(refundReason && { refundReason }),
      });
    }
    case 'shopify':
      return createShopify({
        ...edges,
        domain: given('domain'),
        token: sandbox ? 'sandbox' : secret('token'),
        ...(sandbox && { baseUrl: `${sandbox}/shopify` }),
      });
    case 'rest':
      return createRest({
        ...edges,
        url: sandbox ? `${sandbox}/rest` : given('url'),
        signingSecret: sandbox ? TOY_SECRET : secret('signingSecret'),
        conversation: given('conversation') === 'yes',
      });
    case 'shop':
      return createShop(till ? { till } : {});
  }
}
