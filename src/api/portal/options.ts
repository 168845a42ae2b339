import type { PortalSeller } from '../../../web/portal/model.ts';
import type { PortalDesk } from './desk.ts';

export type PortalOptions = {
  readonly desk: PortalDesk;
  /** Signs cookies, links and form tokens; the same for every process. At least 32 characters. */
  readonly secret: string;
  /** Real time in ms since 1970: sessions and links live by it, whatever the seller's clock says. */
  readonly now: () => number;
  /** The seller of a slug; with null the one that `/portal` stands for. */
  readonly seller: (slug: string | null) => Promise<PortalSeller | null> | PortalSeller | null;
};
