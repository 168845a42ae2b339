/** What order and return prove by themselves, in the words of whoever reads the pack: claims and disputes say it alike (M34, M35). */
import { builtIn, categoryOf, choiceOf, type Question } from '../core/inspection/checklist.ts';
import type { TrackingEvent } from '../core/parcel/lifecycle.ts';
import { TRACKING } from '../core/return/describe.ts';
import type { Order, OrderLine, ReturnItem } from '../core/return/model.ts';
import { WORDS, type Written } from '../core/return/words.ts';
import { spokenMoment, spokenMoney } from '../core/spoken.ts';
import type { Tx } from '../store/db.ts';
import { checklistNamed } from './checklists.ts';

/** `2 × iPhone 12 64 GB, €299.00 each` would be one of them. */
export const linesSold = (lines: readonly OrderLine[], written: Written): string =>
  lines
    .map(({ title, price, quantity }) => `${quantity > 1 ? `${quantity} × ` : ''}${title}, ${spokenMoney(price, written)}`)
    .join(LIST[written]);

export const orderSays = ({ channelOrderId, lines }: Pick<Order, 'channelOrderId' | 'lines'>, written: Written): string =>
  `${written === 'fr' ? 'Commande' : 'Order'} ${channelOrderId}${COLON[written]} ${linesSold(lines, written)}`;

/** Every scan of the parcel with its day and place, oldest first. */
export const scansSay = (number: string, scans: readonly TrackingEvent[], written: Written, zone: string): string =>
  `${number}${COLON[written]} ${scans
    .map(({ at, code, place }) => `${spokenMoment(at, written, zone)}, ${small(TRACKING[written][code])}${place ? ` (${place})` : ''}`)
    .join(LIST[written])}`;

/** What the bench found, with the questions as it was asked them. */
export function findingSays(item: ReturnItem, questions: readonly Question[], written: Written): string {
  const words = WORDS[written];
  const answers = questions.flatMap((question) => {
    const answer = item.checks?.[question.key];
    if (answer === undefined) return [];
    const said = choiceOf(question, item.checks!)?.says[written] ?? `${answer}${question.kind === 'number' ? ` ${question.unit}` : ''}`;
    return [`${question.asks[written]} ${said}`];
  });
  return [`${item.title}${COLON[written]} ${words.verdict[item.verdict!]}`, ...answers].join(LIST[written]);
}

/** The questions that each inspected item was asked; the built-in ones where its own are not there any more. */
export async function questionsAsked(tx: Tx, items: readonly ReturnItem[]): Promise<(item: ReturnItem) => readonly Question[]> {
  const names = new Set(items.flatMap(({ checklist }) => checklist ?? []));
  const named = new Map(await Promise.all([...names].map(async (name) => [name, await checklistNamed(tx, name)] as const)));
  return ({ checklist, category }) => (named.get(checklist ?? '') ?? builtIn(categoryOf(category))).questions;
}

const COLON: Readonly<Record<Written, string>> = { en: ':', fr: ' :' };
const LIST: Readonly<Record<Written, string>> = { en: '; ', fr: ' ; ' };
const small = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
