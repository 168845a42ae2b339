import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONNECTION_KINDS, CONTACTS, contactsOf } from '../core/connections.ts';
import { NOTICE_KINDS, waysOf } from '../core/notices.ts';
import { inParts, mannersOf, wantsAllThere } from './manners.ts';

test('a seller’s choice counts where the channel leaves it, and nowhere else', () => {
  for (const kind of CONNECTION_KINDS)
    for (const conversation of ['yes', ''])
      for (const contact of CONTACTS) {
        const settings = { conversation, contact };
        const [wanted] = contactsOf(kind, settings);
        expect(mannersOf({ kind, settings: { conversation } }).contact).toBe(wanted);
        expect(mannersOf({ kind, settings }).contact).toBe(contactsOf(kind, settings).includes(contact) ? contact : wanted);
      }
  expect(contactsOf('backmarket', {})).not.toContain('mail');
  expect(wantsAllThere(mannersOf({ kind: 'backmarket', settings: { contact: 'channel_and_mail' } }))).toBe(true);
  expect(wantsAllThere(mannersOf({ kind: 'mirakl', settings: {} }))).toBe(false);
});

test('no notice goes by mail beside a conversation that is to hold all of it, and none is left unsaid', () => {
  for (const kind of NOTICE_KINDS)
    for (const contact of CONTACTS)
      for (const caseThere of [true, false]) {
        const { mail, channel, because } = waysOf(kind, { contact, caseThere });
        expect(mail || channel).toBe(true);
        expect(channel).toBe(caseThere && contact !== 'mail');
        expect(mail && channel).toBe(caseThere && contact === 'channel_and_mail');
        expect(because).toBe(!caseThere && contact === 'channel_only' ? 'no_case_there' : undefined);
      }
});

test('a long text is said in parts that are it, whole', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 20, max: 90 }), (text, longest) => {
      const parts = inParts(text, longest);
      expect(parts.join('')).toBe(text);
      expect(parts.every((part) => part.length <= longest)).toBe(true);
    }),
  );
  expect(inParts(`${'a'.repeat(30)}\n\n${'b'.repeat(30)}`, 40)).toEqual([`${'a'.repeat(30)}\n\n`, 'b'.repeat(30)]);
});
