/**
 * One suite that every channel passes (M11): call `channelContract` from the channel's own test with a way to play its other
 * side. What the port promises stands here as tests; what only one channel can do is tested beside that channel.
 */
import { describe, expect, it } from 'vitest';
import { type Money, money } from '../core/money.ts';
import { type Arrival, type Channel, failed, type Failure, type RefundRequest } from './channel.ts';

/** The other side of a channel, as the suite plays it. */
export type Stage = {
  readonly channel: Channel;
  /** The same channel with nobody at the other end of the line. Absent where there is no line. */
  readonly unreachable?: Channel;
  /** A shipped order of one unit for 369.00 EUR exists; how the channel names it. */
  sell(): Promise<{ readonly ref: RefundRequest['ref']; readonly lineId: string; readonly price: Money }>;
  /** What the other side really paid back for an order, one entry per payment. */
  paid(ref: RefundRequest['ref']): Promise<readonly Money[]>;
  /** Its buyer asks for help. Absent where the channel carries no requests. */
  complain?(ref: RefundRequest['ref'], lineId: string): Promise<string>;
  /** The next answer to a refund gets lost after the money was paid. Absent where no line can break. */
  loseNextAnswer?(): void;
};

export function channelContract(name: string, open: () => Promise<Stage>): void {
  const arrivals = (answer: Awaited<ReturnType<Channel['poll']>>): readonly Arrival[] => {
    if (failed(answer)) throw new Error(`poll failed: ${answer.says}`);
    return answer.arrivals;
  };
  const of = (sold: Awaited<ReturnType<Stage['sell']>>, amount = sold.price): RefundRequest => ({
    intentId: '019a0000-0000-7000-8000-000000000001',
    ref: sold.ref,
    lineId: sold.lineId,
    amount,
    full: amount.minor === sold.price.minor,
    because: 'the phone whose battery died twice',
  });

  describe(`${name} keeps the promises of a channel`, () => {
    it('answers its probe', async () => {
      const { channel } = await open();
      expect(await channel.probe()).toMatchObject({ ok: true });
    });

    it('gives the same again when it is asked again with the same mark', async () => {
      const stage = await open();
      const sold = await stage.sell();
      await stage.complain?.(sold.ref, sold.lineId);
      const once = arrivals(await stage.channel.poll(null));
      const twice = arrivals(await stage.channel.poll(null));
      expect(twice).toEqual(once);
    });

    it('tells instants in UTC and every order before what is about it', async () => {
      const stage = await open();
      const sold = await stage.sell();
      const folder = await stage.complain?.(sold.ref, sold.lineId);
      const told = arrivals(await stage.channel.poll(null));
      const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
      for (const arrival of told) {
        if (arrival.kind === 'order') {
          expect(arrival.placedAt).toMatch(instant);
          expect(arrival.country).toMatch(/^[A-Z]{2}$/);
        }
        if (arrival.kind === 'request') expect(arrival.declaredAt).toMatch(instant);
      }
      if (folder !== undefined) {
        const kinds = told.map((arrival) => arrival.kind);
        expect(kinds.indexOf('order')).toBeLessThan(kinds.indexOf('request'));
        expect(told).toContainEqual(
          expect.objectContaining({ kind: 'request', channelReturnId: folder, channelOrderId: sold.ref.orderId }),
        );
      }
    });

    it('pays a refund back, and says so when it is asked what became of it', async () => {
      const stage = await open();
      const sold = await stage.sell();
      expect(await stage.channel.readRefund(of(sold))).toMatchObject({ state: 'not_refunded' });
      expect(await stage.channel.refund(of(sold))).toMatchObject({ reference: expect.stringMatching(/./) });
      expect(await stage.channel.readRefund(of(sold))).toMatchObject({ state: 'refunded' });
      expect(await stage.paid(sold.ref)).toEqual([sold.price]);
    });

    it('pays a part to the cent', async () => {
      const stage = await open();
      const sold = await stage.sell();
      const part = money(12_345, sold.price.currency);
      expect(await stage.channel.refund(of(sold, part))).toMatchObject({ reference: expect.anything() });
      expect(await stage.paid(sold.ref)).toEqual([part]);
    });

    it('calls an act uncertain when its answer was lost, does not repeat it, and can tell afterwards', async ({ skip }) => {
      const stage = await open();
      if (!stage.loseNextAnswer) return skip('no line to break');
      const sold = await stage.sell();
      stage.loseNextAnswer();
      expect(await stage.channel.refund(of(sold))).toMatchObject({ uncertain: true, retryable: true } satisfies Partial<Failure>);
      expect(await stage.channel.readRefund(of(sold))).toMatchObject({ state: 'refunded' });
      expect(await stage.paid(sold.ref)).toHaveLength(1);
    });

    it('never throws for what happens outside', async ({ skip }) => {
      const stage = await open();
      const { unreachable } = stage;
      if (!unreachable) return skip('no line to break');
      const sold = await stage.sell();
      const answers = [
        await unreachable.poll(null),
        await unreachable.sendMessage('1', 'Good morning'),
        await unreachable.refund(of(sold)),
        await unreachable.readRefund(of(sold)),
        await unreachable.probe(),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ failed: expect.any(String), says: expect.any(String) });
    });

    it('refuses a message to nobody as a value', async () => {
      const { channel } = await open();
      expect(await channel.sendMessage('999', 'Is anybody there?')).toMatchObject({
        failed: expect.stringMatching(/not_found|refused/),
        retryable: false,
      });
    });
  });
}
