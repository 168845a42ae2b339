/** A note never leaves the house (M15): whatever a case lives through, nothing follows from a note, and nothing that goes out can read one. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Command } from '../core/return/commands.ts';
import { ines, malik, stage, worker } from '../core/return/stage.test-support.ts';
import { consequences } from './consequences.ts';
import type { Context } from './context.ts';

const item = { lineId: '1' };
const LIFE: readonly Command[] = [
  { verb: 'label', kind: 'prepaid', carrier: 'sandbox-post', trackingNumber: 'SP3372376577771130' },
  { verb: 'dispatch' },
  { verb: 'receipt', items: [item] },
  { verb: 'inspection', items: [{ ...item, verdict: 'fault_confirmed' }] },
  { verb: 'resolution', items: [{ ...item, resolution: 'refund' }] },
  { verb: 'hold', because: 'Odd.' },
  { verb: 'release', because: 'Not odd.' },
  { verb: 'information-request', asks: 'Which one?' },
  { verb: 'rejection', because: 'No.' },
  { verb: 'cancellation' },
  { verb: 'message', messageId: 'm', language: 'fr', direction: 'out', informative: true },
  { verb: 'message', messageId: 'i', language: 'fr', direction: 'in', informative: false },
];
const ctx = { random: (bytes: number) => new Uint8Array(bytes), holidays: () => new Set() } as unknown as Context;

test('whenever it is written, by whomever: no mail, no word to the channel, no call', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: LIFE.length - 1 }), { maxLength: 14 }), fc.constantFrom(ines, malik), (steps, by) => {
      const desk = stage();
      for (const step of steps) {
        desk.give(LIFE[step]!, LIFE[step]!.verb === 'message' ? worker : by);
        const [before, told] = [desk.ret, desk.events.length];
        desk.give({ verb: 'note', noteId: 'n' }, by);
        expect(
          consequences(ctx, {} as never, { contact: 'channel_and_mail' }, before, desk.ret, desk.events.slice(told), desk.now),
        ).toEqual([]);
      }
    }),
  );
});

test('only what shows the case to the team asks for notes', () => {
  const here = import.meta.dirname;
  const asking = readdirSync(here).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && /readThread\(/.test(readFileSync(path.join(here, file), 'utf8')),
  );
  // Both leave notes out where they hand something on: the portal's page and the dispute's pack.
  expect(asking).toEqual(['dispute-pack.ts', 'read-return.ts']);
});
