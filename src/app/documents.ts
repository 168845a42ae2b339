/** Papers for a parcel, drawn from what is stored when somebody asks (M21). */
import { type Language, languageOf } from '../core/access.ts';
import { zoneOf } from '../core/calendar.ts';
import { clockOf } from '../core/clocks/clocks.ts';
import type { Reason } from '../core/return/model.ts';
import { qrSvg } from '../documents/barcode.ts';
import { type LabelSize, labelPdf } from '../documents/label.ts';
import { packingSlipPdf } from '../documents/packing-slip.ts';
import { receiptPdf } from '../documents/receipt.ts';
import type { Context } from './context.ts';
import { readWholeReturn, type WholeReturn } from './read-return.ts';
import { currentLabel } from './keep-labels.ts';
import { hasLithium, progressUrl } from './words.ts';

/** Null where there is no label that we print: an own label is the buyer's. */
export async function labelDocument(ctx: Context, sellerId: string, returnId: string, size: LabelSize): Promise<Uint8Array | null> {
  const whole = await readWholeReturn(ctx, sellerId, returnId);
  const label = whole?.ret.label;
  if (!whole || !label || label.kind === 'own') return null;
  const seller = ctx.sellers.get(sellerId);
  const { ret, buyer, stored } = whole;
  const paper = await carriersPaper(ctx, whole);
  if (paper) return paper;
  return labelPdf(
    {
      language: languageOf(buyer.language),
      issuedAt: label.issuedAt,
      sellerName: seller.name,
      carrier: ctx.carriers[label.carrier]?.name ?? label.carrier,
      trackingNumber: label.trackingNumber,
      rma: ret.rma,
      weight: 1000,
      lithium: hasLithium(ret.items),
      paidBy: label.paidBy,
      sandbox: seller.sandbox,
      from: { name: buyer.name, street: '', postalCode: '', city: '', country: stored.order.country },
      to: whole.returnTo,
    },
    size,
  );
}

/** What is scanned from the buyer's screen, as SVG: the parcel's number, in the seller's own shop the return's; null where nobody scans one. */
export async function wayCodeDocument(ctx: Context, sellerId: string, returnId: string): Promise<string | null> {
  const ret = (await readWholeReturn(ctx, sellerId, returnId))?.ret;
  if (ret?.label?.kind === 'store') return qrSvg(ret.rma);
  return ret?.label?.kind === 'dropoff' ? qrSvg(ret.label.trackingNumber) : null;
}

/** A carrier's own paper is what its scanners know: it is handed on as it came, whatever the size. */
async function carriersPaper(ctx: Context, { labels, files, ret }: WholeReturn): Promise<Uint8Array | null> {
  const fileId = currentLabel(labels, ret)?.file_id;
  const file = files.find(({ id }) => id === fileId);
  return file ? ctx.files.get(file.sha256) : null;
}

export async function packingSlipDocument(ctx: Context, sellerId: string, returnId: string): Promise<Uint8Array | null> {
  const whole = await readWholeReturn(ctx, sellerId, returnId);
  if (!whole) return null;
  const seller = ctx.sellers.get(sellerId);
  const { ret, buyer, stored } = whole;
  const language = languageOf(buyer.language);
  const sendBy = clockOf(ret, 'send_back', ctx.holidays)?.dueAt;
  return packingSlipPdf({
    language,
    at: ret.milestones.requestedAt,
    zone: zoneOf(stored.order.country),
    seller: { name: seller.name, colour: seller.settings.colour },
    rma: ret.rma,
    orderNumber: stored.order.channelOrderId,
    buyerName: buyer.name,
    returnTo: whole.returnTo,
    items: ret.items.map((item) => ({ title: item.title, reason: reasonWords(item.reason, language) })),
    lithium: hasLithium(ret.items),
    progressUrl: progressUrl(ctx, seller, ret),
    ...(ret.order.channel === 'backmarket' && { channelName: 'Back Market' }),
    ...(sendBy && { sendBy }),
    ...(ret.label && { trackingNumber: ret.label.trackingNumber }),
  });
}

/** For the buyer who handed it in over the counter; null where nothing of this return has been received. */
export async function receiptDocument(ctx: Context, sellerId: string, returnId: string): Promise<Uint8Array | null> {
  const whole = await readWholeReturn(ctx, sellerId, returnId);
  if (!whole) return null;
  const { ret, buyer, stored } = whole;
  const seller = ctx.sellers.get(sellerId);
  const language = languageOf(buyer.language);
  const items = ret.items.filter(({ parcel }) => parcel === 'received');
  if (items.length === 0 || ret.milestones.receivedAt === undefined) return null;
  return receiptPdf({
    language,
    at: ret.milestones.receivedAt,
    zone: seller.zone,
    seller: { name: seller.name, colour: seller.settings.colour },
    place: whole.returnTo,
    rma: ret.rma,
    orderNumber: stored.order.channelOrderId,
    buyerName: buyer.name,
    items: items.map(({ title, reason, read, sold }) => {
      const value = read?.imei ?? read?.serial ?? sold.imei ?? sold.serial;
      const isRead = read?.imei !== undefined || read?.serial !== undefined;
      return { title, reason: reasonWords(reason, language), ...(value !== undefined && { number: { value, read: isRead } }) };
    }),
    progressUrl: progressUrl(ctx, seller, ret),
  });
}

const REASON_WORDS: Readonly<Record<Reason, Readonly<Record<Language, string>>>> = {
  changed_mind: {
    en: 'Changed my mind',
    fr: 'J’ai changé d’avis',
    de: 'Anders überlegt',
    es: 'He cambiado de opinión',
    it: 'Ho cambiato idea',
  },
  defective: {
    en: 'It does not work properly',
    fr: 'Il ne fonctionne pas bien',
    de: 'Funktioniert nicht richtig',
    es: 'No funciona bien',
    it: 'Non funziona bene',
  },
  not_as_described: {
    en: 'Not as described',
    fr: 'Non conforme à la description',
    de: 'Nicht wie beschrieben',
    es: 'No corresponde a la descripción',
    it: 'Non conforme alla descrizione',
  },
  wrong_item: {
    en: 'Wrong item',
    fr: 'Ce n’est pas le bon article',
    de: 'Falscher Artikel',
    es: 'No es el artículo pedido',
    it: 'Articolo sbagliato',
  },
  missing_part: { en: 'Something is missing', fr: 'Il manque quelque chose', de: 'Es fehlt etwas', es: 'Falta algo', it: 'Manca qualcosa' },
  damaged_in_transit: {
    en: 'Damaged on the way',
    fr: 'Abîmé pendant le transport',
    de: 'Unterwegs beschädigt',
    es: 'Dañado en el transporte',
    it: 'Danneggiato nel trasporto',
  },
  arrived_late: { en: 'Arrived too late', fr: 'Arrivé trop tard', de: 'Zu spät angekommen', es: 'Llegó tarde', it: 'Arrivato tardi' },
  not_received: { en: 'Never arrived', fr: 'Jamais arrivé', de: 'Nie angekommen', es: 'No llegó', it: 'Mai arrivato' },
  counterfeit: { en: 'Not genuine', fr: 'Contrefaçon', de: 'Nicht echt', es: 'No es auténtico', it: 'Non originale' },
  other: { en: 'Another reason', fr: 'Autre raison', de: 'Anderer Grund', es: 'Otro motivo', it: 'Altro motivo' },
};
const reasonWords = (reason: Reason, language: Language): string => REASON_WORDS[reason][language];
