/**
 * The toy marketplace pays its seller: statements out of its own books, with its own arithmetic, as CSV. Real ones come without a published
 * format; this one has the words and separators that Back Market's other files have. It can be asked to make mistakes, so that somebody finds
 * them.
 */
import { addDays, localDate } from '../../core/calendar.ts';
import { payoutDayFrom, periodOf } from '../../core/money-flow/payout.ts';
import { defaultTerms } from '../../core/money-flow/terms.ts';
import { decimal, money } from '../../core/money.ts';
import type { Payment } from '../sandbox-store.ts';
import type { ToyOrder } from './world.ts';

export type ToyBooks = {
  readonly orders: readonly ToyOrder[];
  readonly payments: readonly Payment[];
  /** When each care folder was opened. */
  readonly complaints: readonly string[];
};

export type ToyStatementLine = {
  readonly type: 'order' | 'commission' | 'refund' | 'monthly_fee' | 'retainer_held' | 'retainer_released' | 'carried';
  /** As the seller knows it. */
  readonly order: string;
  readonly date: string;
  readonly minor: number;
  readonly says: string;
};
export type ToyStatement = {
  readonly reference: string;
  readonly paysOn: string;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly lines: readonly ToyStatementLine[];
  readonly total: number;
};

const ZONE = 'Europe/Paris';
const CALENDAR = defaultTerms('backmarket', ZONE).payouts!;
const FEE = 5_000;
/** Held back of what was sold while more than 5 % of the orders of sixty days are complained about; given back three payouts later. */
export const TOY_RETAINER = { steps: [{ claimRateAbove: 500, rate: 1_000 }], heldForPayouts: 3 } as const;

const dayOf = (instant: string): string => localDate(instant, ZONE);
const nameOf = (order: ToyOrder): string => order.ref ?? String(order.id);
const goodsOf = (order: ToyOrder): number => order.lines.reduce((total, line) => total + line.price * line.quantity, 0);
/** A tenth, the half cent to the even one. */
function tenthOf(minor: number): number {
  const tenth = Math.floor(minor / 10);
  const rest = minor % 10;
  return rest > 5 || (rest === 5 && tenth % 2 === 1) ? tenth + 1 : tenth;
}

/** Every statement of one currency up to a day, oldest first. Money of orders that never left was never the seller's. */
export function toyStatements({ orders, payments, complaints }: ToyBooks, currency: string, today: string): ToyStatement[] {
  const shipped = orders.filter((order) => order.shippedAt !== undefined).toSorted((a, b) => (a.shippedAt! < b.shippedAt! ? -1 : 1));
  const own = shipped.filter((order) => order.currency === currency);
  const first = own[0]?.shippedAt;
  if (first === undefined) return [];
  const byNumber = new Map(own.map((order) => [String(order.id), order]));
  const refunds = payments.filter((payment) => payment.currency === currency && byNumber.has(payment.orderId));
  const firstMonth = dayOf(shipped[0]!.shippedAt!).slice(0, 7);
  const statements: ToyStatement[] = [];
  const held: number[] = [];
  let carried = 0;
  // From the first of the month: its fee is due before the first order left.
  let paysOn = payoutDayFrom(CALENDAR, addDays(`${dayOf(first).slice(0, 7)}-01`, CALENDAR.lagDays));
  for (; paysOn <= today; paysOn = payoutDayFrom(CALENDAR, addDays(paysOn, 1))) {
    const { from, to } = periodOf(CALENDAR, paysOn);
    const within = (instant: string) => dayOf(instant) >= from && dayOf(instant) <= to;
    const lines: ToyStatementLine[] = [];
    const sold = own.filter((order) => within(order.shippedAt!));
    for (const order of sold) {
      const date = dayOf(order.shippedAt!);
      const title = order.lines.map((line) => line.title).join(', ');
      lines.push({ type: 'order', order: nameOf(order), date, minor: goodsOf(order) + order.shippingPrice, says: title });
      const commission = tenthOf(goodsOf(order));
      if (commission > 0) lines.push({ type: 'commission', order: nameOf(order), date, minor: -commission, says: 'Commission 10 %' });
    }
    for (const payment of refunds)
      if (within(payment.at))
        lines.push({
          type: 'refund',
          order: nameOf(byNumber.get(payment.orderId)!),
          date: dayOf(payment.at),
          minor: -payment.minor,
          says: 'Refund to the buyer',
        });
    const firstOfMonth = `${to.slice(0, 7)}-01`;
    if (currency === 'EUR' && firstOfMonth >= from && firstOfMonth <= to && firstOfMonth.slice(0, 7) >= firstMonth)
      lines.push({ type: 'monthly_fee', order: '', date: firstOfMonth, minor: -FEE, says: `Monthly fee ${firstOfMonth.slice(0, 7)}` });
    const since = addDays(to, -60);
    const recent = (instant: string) => dayOf(instant) >= since && dayOf(instant) <= to;
    const orderCount = shipped.filter((order) => recent(order.shippedAt!)).length;
    const [step] = TOY_RETAINER.steps;
    const worrying = orderCount > 0 && Math.round((complaints.filter(recent).length * 10_000) / orderCount) > step.claimRateAbove;
    const gross = lines.reduce((total, line) => total + (line.type === 'order' ? line.minor : 0), 0);
    const hold = worrying && step.rate === 1_000 ? tenthOf(gross) : 0;
    if (hold > 0) lines.push({ type: 'retainer_held', order: '', date: to, minor: -hold, says: 'Retainer 10 %: too many complaints' });
    const back = held[held.length - TOY_RETAINER.heldForPayouts] ?? 0;
    held.push(hold);
    if (back > 0) lines.push({ type: 'retainer_released', order: '', date: to, minor: back, says: 'Retainer released' });
    if (carried < 0) lines.push({ type: 'carried', order: '', date: paysOn, minor: carried, says: 'Carried from the last payout' });
    const sum = lines.reduce((total, line) => total + line.minor, 0);
    carried = Math.min(0, sum);
    if (carried < 0) lines.push({ type: 'carried', order: '', date: paysOn, minor: -carried, says: 'Carried to the next payout' });
    if (lines.length > 0)
      statements.push({
        reference: `TOY-${paysOn.replaceAll('-', '')}-${currency}`,
        paysOn,
        from,
        to,
        currency,
        lines,
        total: Math.max(0, sum),
      });
  }
  return statements;
}

/** A mistake that was made on purpose: what the seller got too much (above zero) or too little. */
export type Mistake = {
  readonly what: 'order_forgotten' | 'commission_too_high' | 'refund_twice' | 'stranger' | 'fee_twice';
  readonly order: string;
  readonly minor: number;
};

/** The same statement as a careless clerk would write it. The same reference always has the same mistakes. */
export function withMistakes(statement: ToyStatement): { readonly statement: ToyStatement; readonly mistakes: readonly Mistake[] } {
  let lines = [...statement.lines];
  const mistakes: Mistake[] = [];
  const pick = (type: ToyStatementLine['type'], not: readonly string[] = []) => {
    const fits = lines.filter((line) => line.type === type && !not.includes(line.order));
    return fits.length === 0 ? undefined : fits[Number(statement.reference.replace(/\D/g, '')) % fits.length];
  };
  const forgotten = pick('order');
  if (forgotten) {
    lines = lines.filter((line) => line !== forgotten);
    mistakes.push({ what: 'order_forgotten', order: forgotten.order, minor: -forgotten.minor });
  }
  const dear = pick('commission', [forgotten?.order ?? '']);
  if (dear) {
    const more = Math.floor(dear.minor / 5);
    lines = lines.map((line) => (line === dear ? { ...line, minor: line.minor + more, says: 'Commission 12 %' } : line));
    mistakes.push({ what: 'commission_too_high', order: dear.order, minor: more });
  }
  const twice = pick('refund');
  if (twice) {
    lines.push(twice);
    mistakes.push({ what: 'refund_twice', order: twice.order, minor: twice.minor });
  }
  const fee = pick('monthly_fee');
  if (fee) {
    lines.push(fee);
    mistakes.push({ what: 'fee_twice', order: '', minor: fee.minor });
  }
  lines.push({ type: 'refund', order: '39999999', date: statement.to, minor: -4_990, says: 'Refund to the buyer' });
  mistakes.push({ what: 'stranger', order: '39999999', minor: -4_990 });
  // The careless clerk does not carry anything over either: what is below zero is simply paid as nothing.
  const total = lines.reduce((sum, line) => sum + line.minor, 0);
  return { statement: { ...statement, lines, total }, mistakes };
}

const HEADINGS = ['payout_reference', 'payout_date', 'line_type', 'order_id', 'date', 'description', 'amount', 'currency'] as const;

/** Semicolons, line feeds and double quotes, as in Back Market's listing files. */
export function statementCsv({ reference, paysOn, currency, lines }: ToyStatement): string {
  const quoted = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = lines.map((line) =>
    [reference, paysOn, line.type, line.order, line.date, line.says, decimal(money(line.minor, currency)), currency].map(quoted).join(';'),
  );
  return `${[HEADINGS.join(';'), ...rows].join('\n')}\n`;
}
