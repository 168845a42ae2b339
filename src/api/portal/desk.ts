/**
 * What the portal asks of the product. It is the only way from a buyer's page to a use case;
 * every call is already limited to one order whose buyer has shown that it is theirs.
 */
import type { Language } from '../../core/access.ts';
import type { RefusedFile, StowedFile } from '../../app/attachments.ts';
import type { BuyerVerb, Contest } from '../../app/contest.ts';
import type { ItemKey } from '../../core/return/events.ts';
import type { CodeAsked, CodeEntered } from '../../app/portal-codes.ts';
import type { ChosenWay } from '../../app/return-ways.ts';
import type { Declared } from '../../app/withdrawals.ts';
import type {
  PhotoRef,
  PortalOrder,
  PortalPolicy,
  PortalPreview,
  PortalRequest,
  PortalReturn,
  PortalWays,
} from '../../../web/portal/model.ts';

/** A refusal by its name, as `decide` gives it: the portal has words for the usual ones and a calm sentence for the rest. */
export type Refused = { readonly refused: string };
export type Done = { readonly ok: true };
export const refused = <T extends object>(answer: T | Refused): answer is Refused => 'refused' in answer;

export type PortalPhoto = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type OpenMore = {
  /** Why the buyer sees it otherwise, where the answer would be no: a person reads it (a complaint is opened). */
  readonly contests?: string;
  /** The buyer's return of this order that the request takes the place of: it ends, and the new one keeps its date. */
  readonly replaces?: string;
};

export type PortalDesk = {
  /** The policy in force, in plain words, for the first of these countries whose law we know (ISO 3166-1 alpha-2). */
  policy(sellerSlug: string, countries: readonly string[], language: Language): Promise<PortalPolicy>;

  /**
   * Has a code mailed to the address of the order that has this number *and* this address. The answer, and the time that it takes, are the same
   * whether there is one or not.
   */
  askForCode(
    sellerSlug: string,
    typed: { readonly number: string; readonly email: string; readonly language: Language },
  ): Promise<CodeAsked>;
  /** The orders of the mailbox that the code was sent to, the one that was asked for first. */
  enterCode(sellerSlug: string, codeId: string, code: string): Promise<CodeEntered>;
  /** All orders of whoever placed this one, this one first: for a link that came to the same mailbox. */
  ordersOf(sellerSlug: string, orderRef: string): Promise<readonly string[]>;
  /** Records a withdrawal and has it acknowledged; never refused. */
  withdraw(
    sellerSlug: string,
    said: Declared,
  ): Promise<{ /** Day and time, as the acknowledgement says them. */ readonly submitted: string }>;
  order(sellerSlug: string, orderRef: string): Promise<PortalOrder | null>;

  /** Keeps a picture before there is a return to hang it on (re-encoded, without its place and time); kept ones that no return took may be thrown away after two days. */
  stow(sellerSlug: string, orderRef: string, photo: PortalPhoto): Promise<PhotoRef | Refused>;
  photo(sellerSlug: string, ref: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | null>;

  /** What would be decided now; writes nothing. */
  preview(
    sellerSlug: string,
    orderRef: string,
    requests: readonly PortalRequest[],
    language: Language,
    replaces?: string,
  ): Promise<readonly PortalPreview[] | Refused>;
  /** `formToken` is the idempotency key: the same token again gives the same return (a double tap, a reload). */
  open(
    sellerSlug: string,
    orderRef: string,
    requests: readonly PortalRequest[],
    formToken: string,
    language: Language,
    more?: OpenMore,
  ): Promise<{ readonly returnId: string /** Where what was changed became two. */; readonly also?: readonly string[] } | Refused>;

  get(sellerSlug: string, returnId: string, language: Language): Promise<PortalReturn | null>;
  addPhotos(sellerSlug: string, returnId: string, photos: readonly PhotoRef[], formToken: string): Promise<Done | Refused>;
  /** The answer to what the team asked (`asks`). */
  answer(
    sellerSlug: string,
    returnId: string,
    body: string,
    photos: readonly PhotoRef[],
    formToken: string,
    language: Language,
  ): Promise<Done | Refused>;
  message(
    sellerSlug: string,
    returnId: string,
    body: string,
    formToken: string,
    language: Language,
    files?: readonly StowedFile[],
  ): Promise<Done | Refused>;
  /** Keeps a picture or a PDF before the words are sent that it goes with; or why it can't be kept. */
  stowFile(sellerSlug: string, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<StowedFile | RefusedFile>;
  /** A file of this return, by its id; which of them a buyer may have is for the page to know. */
  file(sellerSlug: string, returnId: string, fileId: string): Promise<PortalPhoto | null>;
  /** The buyer agrees to what was answered, found or decided; for all items that wait for their word, unless some are named. */
  agree(sellerSlug: string, returnId: string, items: readonly ItemKey[] | undefined, formToken: string): Promise<Done | Refused>;
  /** The buyer sees it otherwise: a complaint of the house is opened, or the one that is open hears more. */
  contest(sellerSlug: string, returnId: string, contest: Contest, formToken: string): Promise<Done | Refused>;
  answerDispute(
    sellerSlug: string,
    returnId: string,
    verb: BuyerVerb,
    said: Pick<Contest, 'says' | 'files'>,
    formToken: string,
  ): Promise<Done | Refused>;
  /** Where a refund by bank transfer goes, until the bank has it. */
  giveAccount(sellerSlug: string, returnId: string, account: { readonly holder: string; readonly iban: string }): Promise<Done | Refused>;
  cancel(sellerSlug: string, returnId: string): Promise<Done | Refused>;
  /** How this return may travel; null where it is not for choosing any more. */
  ways(sellerSlug: string, returnId: string, asked: { readonly postalCode?: string }): Promise<PortalWays | null>;
  chooseWay(sellerSlug: string, returnId: string, chosen: ChosenWay): Promise<Done | Refused>;

  /** The code of the chosen way, as SVG; null where nobody scans one. */
  wayCode(sellerSlug: string, returnId: string): Promise<string | null>;
  labelPdf(sellerSlug: string, returnId: string, size: 'a4' | 'thermal'): Promise<Uint8Array | null>;
  slipPdf(sellerSlug: string, returnId: string, size: 'a4' | 'thermal'): Promise<Uint8Array | null>;
};
