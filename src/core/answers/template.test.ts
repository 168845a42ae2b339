import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTemplate, fillTemplate, placeholdersIn, type Values } from './template.ts';
import { VARIABLE_NAMES, VARIABLES } from './variables.ts';

const document = (fr: string) => ({ name: 'Test', kind: 'other', texts: { fr } }) as const;
const names = (fr: string) => checkTemplate(document(fr)).problems.map((one) => one.name);

describe('checking', () => {
  test('an unknown variable is named, with the one that was meant and where it stands', () => {
    expect(checkTemplate(document('Bonjour {buyer.firstname}, votre {item.titel} et {order.colour}.')).problems).toEqual([
      { name: 'unknown_variable', language: 'fr', at: 8, variable: 'buyer.firstname', meant: 'buyer.firstName' },
      { name: 'unknown_variable', language: 'fr', at: 33, variable: 'item.titel', meant: 'item.title' },
      { name: 'unknown_variable', language: 'fr', at: 49, variable: 'order.colour' },
    ]);
  });

  test('what may be missing belongs into a part', () => {
    const { warnings } = checkTemplate(document('Avant le {deadline.sendBack}. [[Remboursement : {refund.total}.]]'));
    expect(warnings.filter(({ name }) => name === 'may_be_empty')).toEqual([
      { name: 'may_be_empty', language: 'fr', at: 9, variable: 'deadline.sendBack' },
    ]);
  });

  test('a language without a text is missing; a template without any is none', () => {
    expect(checkTemplate(document('Bonjour')).warnings.map((one) => 'language' in one && one.language)).toEqual(['en', 'de', 'es', 'it']);
    expect(checkTemplate({ name: ' ', kind: 'other', texts: { fr: '  ' } }).problems.map((one) => one.name)).toEqual([
      'no_name',
      'no_text',
    ]);
  });

  test('parts open and close, one after the other', () => {
    expect(names('[[a {refund.total}')).toEqual(['part_not_closed']);
    expect(names('a]] b')).toEqual(['part_not_opened']);
    expect(names('[[a [[{refund.total}]]')).toEqual(['part_in_part']);
    expect(checkTemplate(document('[[nothing in it]]')).warnings.map((one) => one.name)).toContain('part_without_variable');
  });
});

describe('filling', () => {
  const values: Values = { 'buyer.firstName': 'Léa', 'deadline.sendBack': null, 'refund.total': '369,00 €' };

  test('a part without its value is left out, and leaves no hole', () => {
    expect(
      fillTemplate('Bonjour {buyer.firstName},\n\n[[Avant le {deadline.sendBack}.]]\n\n[[Remboursement : {refund.total}. ]]Merci.', values),
    ).toEqual({ text: 'Bonjour Léa,\n\nRemboursement : 369,00 €. Merci.', missing: [] });
  });

  test('a value that is missing outside a part stays, by its name, where nobody can overlook it', () => {
    const filled = fillTemplate('Avant le {deadline.sendBack}.', values);
    expect(filled).toEqual({ text: 'Avant le {deadline.sendBack}.', missing: ['deadline.sendBack'] });
    expect(placeholdersIn(filled.text)).toEqual(['deadline.sendBack']);
  });

  test('what a value says is said, and not read as a template again', () => {
    expect(fillTemplate('{buyer.firstName}', { 'buyer.firstName': '{seller.name} [[x]]' }).text).toBe('{seller.name} [[x]]');
  });

  test('whatever the text: a template without problems and with all its values has no braces left, and filling never fails', () => {
    const all = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, 'x'])) as Values;
    const piece = fc.oneof(
      fc.constantFrom('[[', ']]', '{', '}', '\n', ' ', ...VARIABLE_NAMES.map((name) => `{${name}}`)),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const { problems } = checkTemplate(document(text));
        const filled = fillTemplate(text, all);
        if (problems.length === 0) expect(placeholdersIn(filled.text)).toEqual([]);
        expect(fillTemplate(text, {}).missing.every((name) => name in VARIABLES)).toBe(true);
      }),
    );
  });
});
