import { describe as group, expect, test } from 'vitest';
import { LANGUAGES } from '../access.ts';
import { describe, describeNext, describeRefusal } from './describe.ts';
import { NEXT_NAMES } from './next.ts';
import { REFUSAL_NAMES } from './refusals.ts';
import { decisionOf, ines, label, malik, OTHER_IMEI, requestOf, stage, worker } from './stage.test-support.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

group('the story of the phone whose battery died, told', () => {
  const desk = stage(requestOf([{ decision: decisionOf({ outcome: 'review' }) }]));
  desk.give({ verb: 'approval', label }, ines);
  desk.give({ verb: 'dispatch', trackingNumber: 'SP1' }, { kind: 'buyer' });
  desk.wait(2);
  desk.receive(OTHER_IMEI);
  desk.give({ verb: 'release', because: 'Typed from the wrong box' }, ines);
  desk.give({ verb: 'inspection', items: [{ lineId: '1', verdict: 'fault_confirmed', disposition: 'repair' }] }, malik);
  desk.give({ verb: 'resolution', items: [{ lineId: '1', resolution: 'refund' }] }, ines);
  desk.pay();

  test('in English', () => {
    expect(desk.events.map((event) => plain(describe(event, 'en')))).toEqual([
      'A return was requested on the returns page: iPhone 12 64 GB black (it does not work).',
      'The return policy gave its answer.',
      'A member of the team will look at the request in person.',
      'The return was approved.',
      'A prepaid return label was issued, under the number SP123456785FR.',
      'The parcel is on its way back, under the number SP1.',
      'The item has arrived at the warehouse: the number read is not that of the device that was sold.',
      'The return is on hold, because another device came back.',
      'The hold was lifted. Typed from the wrong box.',
      'The bench has looked: the fault is confirmed, to repair.',
      'It was decided: a refund (€369.00).',
      'A refund of €369.00 will be sent.',
      'The refund was sent.',
      'The refund of €369.00 is confirmed.',
      'All is settled; the return is closed.',
    ]);
  });

  test('in French', () => {
    expect(desk.events.map((event) => plain(describe(event, 'fr')))).toEqual([
      'Un retour a été demandé sur la page de retour : iPhone 12 64 GB black (l’appareil ne fonctionne pas).',
      'La politique de retour a donné sa réponse.',
      'Un membre de l’équipe va examiner la demande personnellement.',
      'Le retour a été accepté.',
      'Une étiquette de retour prépayée a été émise, sous le numéro SP123456785FR.',
      'Le colis est en route, sous le numéro SP1.',
      'L’article est arrivé à l’entrepôt : le numéro lu n’est pas celui de l’appareil vendu.',
      'Le retour est suspendu : ce n’est pas l’appareil vendu qui est revenu.',
      'La suspension a été levée. Typed from the wrong box.',
      'Contrôle effectué : la panne est confirmée, à réparer.',
      'Solution retenue : un remboursement (369,00 €).',
      'Un remboursement de 369,00 € va être effectué.',
      'Le remboursement a été transmis.',
      'Le remboursement de 369,00 € est confirmé.',
      'Tout est réglé ; le retour est clos.',
    ]);
  });

  test('in German, Spanish and Italian', () => {
    const told = (language: 'de' | 'es' | 'it') => desk.events.map((event) => plain(describe(event, language)));
    expect(told('de').slice(0, 5)).toEqual([
      'Eine Rückgabe wurde auf der Rückgabeseite angefragt: iPhone 12 64 GB black (funktioniert nicht).',
      'Die Rückgabebedingungen haben ihre Antwort gegeben.',
      'Jemand aus dem Team sieht sich die Anfrage persönlich an.',
      'Die Rückgabe wurde angenommen.',
      'Ein bezahltes Rücksendeetikett wurde erstellt, unter der Nummer SP123456785FR.',
    ]);
    expect(told('es').slice(-3)).toEqual([
      'El reembolso se envió.',
      'El reembolso de 369,00 € está confirmado.',
      'Todo está resuelto; la devolución está cerrada.',
    ]);
    expect(told('it')[9]).toBe('Esito del controllo: il difetto è confermato, da riparare.');
  });

  test('every sentence of every language is one of its own', () => {
    const told = new Map(LANGUAGES.map((language) => [language, desk.events.map((event) => describe(event, language))]));
    for (const [i] of desk.events.entries())
      expect(new Set(LANGUAGES.map((language) => told.get(language)![i])).size).toBe(LANGUAGES.length);
  });
});

test('a missed deadline says which, and when it was due', () => {
  const desk = stage();
  desk.receive();
  desk.wait(11);
  desk.give({ verb: 'breach', kind: 'resolve' }, worker);
  const last = desk.events.find(({ type }) => type === 'clock_breached')!;
  expect(describe(last, 'en')).toBe('Too late: repair, replacement or refund was due on 7 November 2026.');
  expect(plain(describe(last, 'fr'))).toBe('Délai dépassé : la réparation, l’échange ou le remboursement (échéance le 7 novembre 2026).');
});

test('every refusal has words in both of the team’s languages, every next step in all five, and none is the machine’s', () => {
  for (const language of ['en', 'fr'] as const)
    for (const name of REFUSAL_NAMES) expect(describeRefusal(name, language), name).toMatch(/^[\p{Lu}][^_]{8,}[.…]$/u);
  for (const language of LANGUAGES) {
    for (const what of NEXT_NAMES)
      for (const reader of ['buyer', 'team'] as const)
        expect(describeNext({ what }, language, reader), what).toMatch(/^[\p{Lu}][^_]{8,}\.$/u);
  }
  expect(describeRefusal({ name: 'amount_out_of_range', facts: { most: '373.90' } }, 'fr')).toContain('373,90');
});
