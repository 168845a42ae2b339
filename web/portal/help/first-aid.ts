/**
 * What is worth a try before a device travels, by what it is and what it does (M10). Advice and never a condition: nothing here is asked for again,
 * and "skip" stands beside it. The words are in `locales/<language>/portal/help.json` under `help.aid`: a step that differs by maker has
 * further words under its name and the maker's (`restart_apple`).
 */
import type { Fault } from '../../../src/core/return/model.ts';
import type { Words } from '../words.ts';
import { type Kind, kindOf, type Maker, makerOf } from './device.ts';

type Table = Readonly<Partial<Record<Fault, readonly string[]>>>;

const HANDHELD: Table = {
  battery: ['battery_health', 'battery_apps', 'update'],
  charging: ['other_cable', 'clean_port', 'restart'],
  power: ['charge_hour', 'other_cable', 'restart'],
  screen: ['restart', 'screen_bare'],
  audio: ['audio_mute', 'audio_clean', 'audio_memo'],
  camera: ['camera_wipe', 'camera_app'],
  connectivity: ['net_flight', 'net_sim', 'net_reset'],
  buttons: ['buttons_bare', 'restart'],
  overheating: ['heat_rest'],
  locked: ['locked_own', 'locked_not'],
  software: ['restart', 'soft_space', 'soft_app', 'update'],
};

const STEPS: Readonly<Record<Kind, Table>> = {
  phone: HANDHELD,
  tablet: HANDHELD,
  watch: {
    battery: ['battery_apps', 'update'],
    charging: ['other_cable', 'contacts'],
    power: ['charge_hour', 'restart'],
    screen: ['restart', 'screen_bare'],
    connectivity: ['watch_pair'],
    overheating: ['heat_rest'],
    locked: ['locked_own', 'locked_not'],
    software: ['restart', 'watch_pair', 'update'],
  },
  laptop: {
    battery: ['lap_battery', 'update'],
    charging: ['lap_adapter', 'lap_restart'],
    power: ['lap_adapter', 'lap_restart'],
    screen: ['lap_screen', 'lap_restart'],
    audio: ['lap_audio', 'update'],
    camera: ['camera_app', 'update'],
    connectivity: ['lap_wifi', 'update'],
    buttons: ['lap_keys'],
    overheating: ['heat_rest'],
    locked: ['locked_own', 'locked_not'],
    software: ['lap_restart', 'soft_space', 'update'],
  },
  audio: {
    battery: ['buds_case', 'buds_pair'],
    charging: ['other_cable', 'contacts'],
    power: ['buds_case'],
    audio: ['buds_elsewhere', 'buds_pair', 'audio_clean'],
    connectivity: ['buds_pair'],
    overheating: ['heat_rest'],
    software: ['buds_pair'],
  },
  console: {
    power: ['other_cable', 'console_off'],
    charging: ['other_cable'],
    screen: ['console_screen'],
    connectivity: ['console_off'],
    overheating: ['heat_rest', 'console_air'],
    software: ['console_off', 'soft_space'],
  },
  bare: { charging: ['other_cable'], power: ['other_cable'], overheating: ['heat_rest'] },
  other: { charging: ['other_cable'], power: ['charge_hour', 'other_cable'], overheating: ['heat_rest'] },
};

type Thing = { readonly category: string; readonly title: string };

/** The steps for a fault, as sentences; none where nothing is worth a try. */
export function firstAid(words: Words, thing: Thing, fault: Fault): string[] {
  return (STEPS[kindOf(thing)][fault] ?? []).map((step) => spokenFor(words, `help.aid.${step}`, makerOf(thing)));
}

/** Every step that a table names: for the test that none is without words. */
export const EVERY_STEP: readonly string[] = [...new Set(Object.values(STEPS).flatMap((table) => Object.values(table).flat()))];

/** The maker's own words where there are any, else those for all. */
export function spokenFor(words: Words, key: string, maker: Maker): string {
  const own = `${key}_${maker}`;
  return words.has(own) ? words.t(own) : words.has(key) ? words.t(key) : '';
}

/** Faults in the order in which a kind of thing has them, the likeliest first; every fault can be chosen for every thing. */
const LIKELY: Readonly<Partial<Record<Kind, readonly Fault[]>>> = {
  laptop: ['battery', 'screen', 'buttons', 'charging', 'power'],
  audio: ['audio', 'connectivity', 'charging', 'battery'],
  watch: ['battery', 'charging', 'connectivity', 'screen'],
  console: ['power', 'overheating', 'screen', 'connectivity'],
  bare: ['charging', 'audio', 'connectivity', 'overheating'],
};
export function faultsFor(thing: Thing, faults: readonly Fault[]): readonly Fault[] {
  const first = LIKELY[kindOf(thing)] ?? [];
  return [...first, ...faults.filter((fault) => !first.includes(fault))];
}
