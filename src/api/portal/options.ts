import type { SurveyDoor } from '../../app/survey-door.ts';
import type { PortalSeller } from '../../../web/portal/model.ts';
import type { PortalDesk } from './desk.ts';
import type { MailPreferences } from './preferences.ts';

export type PortalOptions = {
  readonly desk: PortalDesk;
  /** Which mails a buyer gets; without it the page is not there. */
  readonly mails?: MailPreferences;
  /** How it went; without it nobody is asked. */
  readonly survey?: SurveyDoor;
  /** Signs cookies, links and form tokens; the same for every process. At least 32 characters. */
  readonly secret: string;
  /** Real time in ms since 1970: sessions and links live by it, whatever the seller's clock says. */
  readonly now: () => number;
  /** The seller of a slug; with null the one that `/portal` stands for. */
  /** The play mailbox, where the demo has one: whoever tries the product finds the code there. */
  readonly mailbox?: string;
  readonly seller: (slug: string | null) => Promise<PortalSeller | null> | PortalSeller | null;
};
