import { describe, expect, test } from 'vitest';
import { rmaFrom } from '../ids.ts';
import { answersTo, type Findable, readCode } from './code.ts';

const RMA = rmaFrom(new Uint8Array([7, 2, 4, 9, 1]));
const IMEI = '356938035643809';
const first = (code: string) => readCode(code)[0];

describe('what a code is', () => {
  test.each([
    [IMEI, 'imei', IMEI],
    ['IMEI: 35 693803 564380 9', 'imei', IMEI],
    ['IMEI2:356938035643809', 'imei', IMEI],
    ['S/N: c02-fk1 xyq6l4', 'serial', 'C02FK1XYQ6L4'],
    [']C1356938035643809', 'imei', IMEI],
    ['order #14023377', 'order', '14023377'],
    ['1Z 999 AA1 01 2345 6784', 'tracking', '1Z999AA10123456784'],
    [']C100340123450000000017', 'tracking', '340123450000000017'],
    [']d2010950600013435221ABC1234', 'serial', 'ABC1234'],
    ['(01)09506000134352(8002)356938035643809', 'imei', IMEI],
    ['010950600013435210LOT7\u001d21ABC1234', 'serial', 'ABC1234'],
    ['010950600013435210LOT7<GS>21ABC1234', 'serial', 'ABC1234'],
  ] as const)('%s', (code, as, value) => expect(first(code)).toEqual({ as, value }));

  test('a return number, bare, lower case, labelled or in a web address', () => {
    for (const code of [RMA, RMA.toLowerCase(), `RMA: ${RMA}`, `https://shop.example/portal/r/${RMA}?from=slip`])
      expect(first(code), code).toMatchObject({ as: 'rma' });
  });

  test('what may be several things is all of them, and nothing is nothing', () => {
    expect(new Set(readCode('14023377').map(({ as }) => as))).toEqual(new Set(['tracking', 'order', 'serial']));
    expect(readCode('  ')).toEqual([]);
    // One wrong digit is still tried as a device's number, at last.
    expect(readCode('356938035643800').at(-1)).toEqual({ as: 'imei', value: '356938035643800' });
  });
});

describe('which return answers', () => {
  const one: Findable = {
    rma: RMA,
    channelOrderId: '14023377',
    trackingNumbers: ['6A12345678901'],
    devices: [{ imei: IMEI, imei2: '490154203237518', serial: 'C02FK1XYQ6L4' }],
  };
  test.each([
    [RMA.toLowerCase(), 'rma'],
    ['6a 1234 5678 901', 'tracking'],
    ['14023377', 'order'],
    [IMEI, 'imei'],
    ['490154203237518', 'imei'],
    ['SC02FK1XYQ6L4', 'serial'],
    ['14023378', null],
  ] as const)('%s → %s', (code, as) => expect(answersTo(one, readCode(code))).toBe(as));
});
