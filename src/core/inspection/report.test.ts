import { describe, expect, test } from 'vitest';
import { CHECKLISTS } from './checklist.ts';
import { answersFrom, readReport } from './report.ts';

const IMEI = '356938035643809';
const read = (record: Record<string, unknown>) => {
  const answer = readReport(record);
  if (!answer.ok) throw new Error(answer.because);
  return answer.report;
};

describe('a report of a test tool', () => {
  test('in our own shape', () => {
    const report = read({
      tool: 'Bench 4',
      testedAt: '2026-11-20T10:00:00+01:00',
      device: { imei: IMEI, serial: 'C02FK1XYQ6L4', model: 'iPhone 13' },
      battery: { health: 84, cycles: 512 },
      lock: 'none',
      wipe: { record: 'W-7' },
      tests: [
        { name: 'Touch screen', result: 'pass' },
        { name: 'Rear camera', result: 'fail' },
        { name: 'Speaker', result: 'pass' },
        { name: 'Microphone', result: 'not_tested' },
      ],
    });
    expect(report).toMatchObject({
      tool: 'Bench 4',
      testedAt: '2026-11-20T09:00:00.000Z',
      device: { imei: IMEI, serial: 'C02FK1XYQ6L4' },
      battery: { health: 84, cycles: 512 },
      lock: 'none',
      wipe: 'W-7',
    });
    expect(answersFrom(report, CHECKLISTS.smartphone)).toEqual({
      screen: 'yes',
      camera: 'no',
      audio: 'not_tested',
      battery_health: 84,
      lock: 'none',
      wiped: 'yes',
      wipe_record: 'W-7',
      powers_on: 'yes',
    });
  });

  test('with lists of names, and a row of a table: the worst word counts', () => {
    const report = read({ IMEI, StationID: '3', BatteryHealthPercentage: '79%', Passed: 'LCD, Wifi', Failed: 'Wifi', Pending: 'NFC' });
    expect(answersFrom(report, CHECKLISTS.smartphone)).toMatchObject({ screen: 'yes', wireless: 'no', battery_health: 79 });
    expect(read({ imei: IMEI, 'test:Home button': 'ok', 'test:GPS': '' }).tests).toEqual([{ name: 'Home button', result: 'pass' }]);
  });

  test('says nothing that the questions do not know', () => {
    const report = read({ imei: IMEI, 'battery health': 140, tests: { Keyboard: 'pass' } });
    expect(answersFrom(report, CHECKLISTS.smartphone)).toEqual({ powers_on: 'yes' });
  });

  test('speaks of a device and says something about it, or is none', () => {
    expect(readReport({ passed: 'LCD' })).toEqual({ ok: false, because: 'no_device' });
    expect(readReport({ imei: IMEI, model: 'iPhone' })).toEqual({ ok: false, because: 'nothing_in_it' });
  });
});
