/**
 * What the portal asks of the product. It is the only way from a buyer's page to a use case;
 * every call is already limited to one order whose buyer has shown that it is theirs.
 */
import type { Language } from '../../core/access.ts';
import type { PhotoRef, PortalOrder, PortalPolicy, PortalPreview, PortalRequest, PortalReturn } from '../../../web/portal/model.ts';

/** A refusal by its name, as `decide` gives it: the portal has words for the usual ones and a calm sentence for the rest. */
export type Refused = { readonly refused: string };
export type Done = { readonly ok: true };
export const refused = <T extends object>(answer: T | Refused): answer is Refused => 'refused' in answer;

export type PortalPhoto = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type PortalDesk = {
  /** The policy in force, in plain words, for the first of these countries whose law we know (ISO 3166-1 alpha-2). */
  policy(sellerSlug: string, countries: readonly string[], language: Language): Promise<PortalPolicy>;

  /**
   * The order that has this number *and* this e-mail address, else null. Both are as typed: trim them, compare without case.
   * One query on both, so that it takes the same time whether the number exists or not.
   */
  findOrder(sellerSlug: string, orderNumber: string, email: string): Promise<PortalOrder | null>;
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
  ): Promise<readonly PortalPreview[] | Refused>;
  /** `formToken` is the idempotency key: the same token again gives the same return (a double tap, a reload). */
  open(
    sellerSlug: string,
    orderRef: string,
    requests: readonly PortalRequest[],
    formToken: string,
    language: Language,
  ): Promise<{ readonly returnId: string } | Refused>;

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
  message(sellerSlug: string, returnId: string, body: string, formToken: string, language: Language): Promise<Done | Refused>;
  cancel(sellerSlug: string, returnId: string): Promise<Done | Refused>;

  labelPdf(sellerSlug: string, returnId: string, size: 'a4' | 'thermal'): Promise<Uint8Array | null>;
  slipPdf(sellerSlug: string, returnId: string, size: 'a4' | 'thermal'): Promise<Uint8Array | null>;
};
