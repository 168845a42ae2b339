import { describe, expect, it } from 'vitest';
import { readReturnLink, signReturnLink } from '../../app/links.ts';
import { seal, unseal } from '../../app/seal.ts';
import {
  grants,
  newFormToken,
  newSession,
  readFormToken,
  readSession,
  sealPhoto,
  unsealPhoto,
  withGrant,
  writeSession,
} from './session.ts';

const SECRET = 'a secret of at least thirty-two signs';
const NOON = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LEAS = { seller: 'phenix', order: 'leas-order' };

describe('a seal', () => {
  it('gives back what was sealed, also with accents', () => {
    expect(unseal(SECRET, 'test', seal(SECRET, 'test', 'Léa · 369 €'))).toBe('Léa · 369 €');
  });

  it('opens for nothing else: another purpose, another secret, a changed sign, a cut or padded text', () => {
    const sealed = seal(SECRET, 'test', 'Léa');
    expect(unseal(SECRET, 'other', sealed)).toBeNull();
    expect(unseal(`${SECRET}!`, 'test', sealed)).toBeNull();
    for (const broken of ['', '.', sealed.slice(0, -1), `${sealed}.x`, `A${sealed.slice(1)}`, sealed.split('.')[0]!, undefined]) {
      expect(unseal(SECRET, 'test', broken)).toBeNull();
    }
  });
});

describe('a link in a mail', () => {
  const token = signReturnLink(SECRET, 'phenix', '0198f0aa-0000-7000-8000-000000000001', NOON);

  it('opens its return for 180 days, and says so when it is older', () => {
    const opened = { sellerSlug: 'phenix', returnId: '0198f0aa-0000-7000-8000-000000000001' };
    expect(readReturnLink(SECRET, token, NOON)).toEqual(opened);
    expect(readReturnLink(SECRET, token, NOON + 180 * DAY)).toEqual(opened);
    expect(readReturnLink(SECRET, token, NOON + 182 * DAY)).toBe('expired');
  });

  it('is nothing once a sign is changed, or as a session', () => {
    expect(
      readReturnLink(
        SECRET,
        token.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')),
        NOON,
      ),
    ).toBeNull();
    expect(readSession(SECRET, token, NOON)).toBeNull();
  });
});

describe('a session', () => {
  const session = withGrant(newSession(NOON), LEAS, NOON);
  const cookie = writeSession(SECRET, session);

  it('knows the orders that were shown to be theirs, for 12 hours', () => {
    expect(grants(readSession(SECRET, cookie, NOON), LEAS)).toBe(true);
    expect(grants(readSession(SECRET, cookie, NOON), { ...LEAS, order: 'toms-order' })).toBe(false);
    expect(grants(readSession(SECRET, cookie, NOON), { ...LEAS, seller: 'other' })).toBe(false);
    expect(readSession(SECRET, cookie, NOON + 12 * HOUR)).toBeNull();
    expect(grants(null, LEAS)).toBe(false);
  });

  it('keeps several orders, so that two tabs do not get in each other’s way, but not without end', () => {
    let many = session;
    for (let i = 0; i < 40; i++) many = withGrant(many, { seller: 'phenix', order: `order-${i}` }, NOON);
    expect(many.grants).toHaveLength(24);
    expect(grants(many, LEAS)).toBe(false);
    expect(withGrant(session, LEAS, NOON).grants).toHaveLength(1);
  });

  it('makes form tokens that are worth something only in it', () => {
    const token = newFormToken(SECRET, session);
    expect(readFormToken(SECRET, session, token)).toBe(readFormToken(SECRET, session, token));
    expect(readFormToken(SECRET, session, newFormToken(SECRET, session))).not.toBe(readFormToken(SECRET, session, token));
    expect(readFormToken(SECRET, newSession(NOON), token)).toBeNull();
  });

  it('binds a photo to the order it was sent for', () => {
    const sealed = sealPhoto(SECRET, LEAS, { ref: 'abc', name: 'écran.jpg' });
    expect(unsealPhoto(SECRET, LEAS, sealed)).toEqual({ ref: 'abc', name: 'écran.jpg' });
    expect(unsealPhoto(SECRET, { ...LEAS, order: 'toms-order' }, sealed)).toBeNull();
  });
});
