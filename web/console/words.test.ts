/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, ROLES } from '../../src/core/access.ts';
import { AGAINST, CLAIM_REASONS, CLAIM_STATES } from '../../src/core/claims/claim.ts';
import { EVIDENCE_KINDS } from '../../src/core/claims/evidence.ts';
import { ESCALATIONS, RETURN_CLOCKS } from '../../src/core/clocks/clocks.ts';
import { SHIPMENT_STATES } from '../../src/core/outbound.ts';
import { TRACKING_CODES } from '../../src/core/parcel/lifecycle.ts';
import { FACT_NAMES, LADDER_ACTS } from '../../src/core/policy/document.ts';
import { CHANGES } from '../../src/core/policy/simulate.ts';
import { COMMANDS, type Verb, VERBS } from '../../src/core/return/commands.ts';
import {
  ASSESSMENTS,
  AUTHORISATIONS,
  CONDITIONS,
  DISPOSITIONS,
  FAULTS,
  GRADES,
  IDENTITIES,
  LABEL_KINDS,
  PARCELS,
  REASONS,
  RESOLUTIONS,
  SETTLEMENTS,
  STATUSES,
  VERDICTS,
} from '../../src/core/return/model.ts';
import { TABS } from './desk/tabs.ts';
import { POLICY_VIEWS } from './paths.ts';
import { GROUP_OPS, LEAF_OPS } from './policy/condition.ts';
import { CASE_EXAMPLES } from './policy/trial-case.ts';

type Tree = { readonly [key: string]: string | Tree };

const locales = path.join(import.meta.dirname, '../locales');
/** As `words.ts` puts them together: the whole console's, and those of its parts. */
function catalogue(language: string): Tree {
  const all: Record<string, Tree> = {};
  for (const file of readdirSync(path.join(locales, language), { recursive: true, encoding: 'utf8' })) {
    if (!/^console(\/[\w-]+)?\.json$/.test(file)) continue;
    const words = JSON.parse(readFileSync(path.join(locales, language, file), 'utf8')) as Record<string, Tree>;
    for (const [group, inner] of Object.entries(words)) {
      if (group in all) throw new Error(`${file}: the group ${group} stands in another file already`);
      all[group] = inner;
    }
  }
  return all;
}
const written = Object.fromEntries(LANGUAGES.map((language) => [language, catalogue(language)])) as Record<Language, Tree>;
const others = LANGUAGES.filter((language) => language !== 'en');

/** `desk.tab.answer` …; the forms of a plural count as one. */
const keysOf = (tree: Tree, before = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key.replace(/_(one|many|other)$/, '')] : keysOf(value, `${before}${key}.`),
  );
const flat = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
const english = new Set(keysOf(written.en));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'));

describe('the catalogues', () => {
  it.each(others)('say in %s what they say in English', (language) => {
    expect([...new Set(keysOf(written[language]))].sort()).toEqual([...english].sort());
  });

  it('hold every sentence that a screen asks for', () => {
    const asked = sources.flatMap((source) => [...source.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key]) => key!));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !english.has(key))).toEqual([]);
  });

  it.each(others)('fill in the same things in %s', (language) => {
    const there = new Map(flat(written[language]));
    const differing = flat(written.en).filter(([key, text]) => String(holes(text)) !== String(holes(there.get(key) ?? '')));
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each(LANGUAGES)('have every form of a plural that %s asks for', (language) => {
    const there = new Map(flat(written[language]));
    // French, Spanish and Italian have a form of their own from a million on, which no list of ours reaches.
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
    const bases = [...there.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -'_other'.length));
    expect(bases.flatMap((base) => forms.map((form) => `${base}_${form}`)).filter((key) => !there.has(key))).toEqual([]);
    expect(bases.length).toBeGreaterThan(50);
  });

  it.each(others.filter((language) => language !== 'fr'))('leave no sentence in English in %s', (language) => {
    const there = new Map(flat(written[language]));
    const same = flat(written.en).filter(
      ([key, text]) =>
        there.get(key) === text &&
        text
          .replace(/\{\{\w+\}\}/g, '')
          .trim()
          .split(/\s+/).length > 3,
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });

  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['claimAgainst', AGAINST],
    ['claimWhy', CLAIM_REASONS],
    ['claimState', CLAIM_STATES],
    ['claimEvidence', EVIDENCE_KINDS],
    ['shipmentState', SHIPMENT_STATES],
    ['status', STATUSES],
    ['reason', REASONS],
    ['fault', FAULTS],
    ['resolution', RESOLUTIONS],
    ['condition', CONDITIONS],
    ['authorisation', AUTHORISATIONS],
    ['parcel', PARCELS],
    ['assessment', ASSESSMENTS],
    ['settlement', SETTLEMENTS],
    ['verdict', VERDICTS],
    ['disposition', DISPOSITIONS],
    ['grade', GRADES],
    ['identity', IDENTITIES],
    ['labelKind', LABEL_KINDS],
    ['role', ROLES],
    ['clock', RETURN_CLOCKS],
    ['step', LADDER_ACTS],
    ['escalation', ESCALATIONS],
    ['tracking', TRACKING_CODES],
    ['fact', FACT_NAMES],
    ['policy.view', POLICY_VIEWS],
    ['policy.case.example', CASE_EXAMPLES],
    ['policy.when.op', GROUP_OPS],
    ['policy.when.is', LEAF_OPS],
    ['policy.simulate.what', CHANGES],
    ['desk.tab', TABS],
    ['desk.empty', TABS],
    ['verb', VERBS.filter((verb: Verb) => COMMANDS[verb].http !== null)],
  ];
  it.each(groups)('have people’s words for every %s of the core', (group, values) => {
    expect(values.filter((value) => !english.has(`${group}.${value}`))).toEqual([]);
  });

  it('know who a next step may fall to', () => {
    expect(['seller', 'buyer', 'carrier', 'channel', 'nobody'].filter((who) => !english.has(`who.${who}`))).toEqual([]);
  });
});
