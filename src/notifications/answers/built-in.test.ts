import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../core/access.ts';
import { hintsOf } from '../../core/answers/hints.ts';
import { checkTemplate, fillTemplate, type Values } from '../../core/answers/template.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../core/answers/variables.ts';
import { BUILT_IN_IDS, builtIn } from './built-in.ts';

/** A case of which only the least is known. */
const LEAST = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, VARIABLES[name] === 'always' ? 'Xy' : null])) as Values;

describe.each(BUILT_IN_IDS)('%s', (id) => {
  const document = builtIn(id, 'en');

  test('has a text in every language, without a problem or a warning', () => {
    expect(checkTemplate(document)).toEqual({ problems: [], warnings: [] });
  });

  test.each(LANGUAGES)('reads well in %s also where little is known', (language) => {
    const { text, missing } = fillTemplate(document.texts[language]!, LEAST);
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/[{}[\]]| {2}| [.,]|\n{3}|[.!?…]{2}/);
    expect(hintsOf(text, language)).toEqual([]);
  });

  test('asks the same of the case in every language', () => {
    const asked = (language: (typeof LANGUAGES)[number]) =>
      new Set([...document.texts[language]!.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!.replace('buyer.firstName', 'buyer.name')));
    for (const language of LANGUAGES) expect(asked(language)).toEqual(asked('en'));
  });
});
