import { describe, expect, test } from 'vitest';
import { bareAddress, bounceKindOf, effectOf } from './bounces.ts';

describe('what a refusal says about an address', () => {
  test.each([
    ['550 5.1.1 <lea@nowhere.example>: Recipient address rejected: User unknown', 'hard'],
    ['550 5.1.2 Bad destination host', 'hard'],
    ['550 5.4.4 Unable to route: no mail hosts for domain', 'hard'],
    ['552 5.2.2 Mailbox full', 'soft'],
    ['554 5.2.1 Mailbox disabled', 'hard'],
    ['550 No such user here', 'hard'],
    ['451 4.7.1 Greylisting in action, please come back later', 'soft'],
    ['452 4.2.2 The recipient’s inbox is over quota', 'soft'],
    // About us or our words, not about the mailbox.
    ['550 5.7.1 Message rejected as spam', null],
    ['553 5.1.8 Sender address rejected: Domain not found', null],
    ['554 5.6.0 Message content rejected', null],
    ['530 Authentication required', null],
  ])('%s: %s', (says, kind) => expect(bounceKindOf(says)).toBe(kind));
});

test('addresses are compared bare and in lower case', () => {
  expect(bareAddress('Léa Fontaine <Lea@Buyers.Example>')).toBe('lea@buyers.example');
  expect(bareAddress(' lea@buyers.example ')).toBe('lea@buyers.example');
});

test('a Message-ID of ours names its effect, in any of its clothes; another’s names none', () => {
  const id = '0193a1b2-0000-7000-8000-00000000000a';
  for (const text of [`<${id}@retour@phenix.example>`, `${id}@retour`, id]) expect(effectOf(text)).toBe(id);
  expect(effectOf('<CAKf8-x@mail.gmail.com>')).toBe(null);
});
