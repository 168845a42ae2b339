/** Which pictures help, by what is wrong, each with an outline of how it should look: drawn by us, in the colours of the page. Words under `help.shot`. */
import { type Html, html } from '../html.ts';
import type { Choice } from '../reasons.ts';

export const SHOTS = ['seen', 'page', 'parcel', 'inside', 'damage', 'front', 'back', 'contents'] as const;
export type Shot = (typeof SHOTS)[number];

const BY_CHOICE: Readonly<Record<Choice['id'], readonly Shot[]>> = {
  fault: ['seen', 'page'],
  damaged: ['parcel', 'inside', 'damage'],
  different: ['front', 'back', 'page'],
  missing: ['contents'],
  mind: [],
  delivery: [],
  other: ['seen'],
};
export const shotsFor = (choice: Choice): readonly Shot[] => BY_CHOICE[choice.id];

const drawn = (inside: Html): Html =>
  html`<svg class="outline" viewBox="0 0 80 80" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inside}</svg>`;
/** The corners of a viewfinder: how close to come. */
const FRAME = html`<path class="frame" d="M6 16V6h10M64 6h10v10M74 64v10H64M16 74H6V64"/>`;
const PHONE = html`<rect x="27" y="14" width="26" height="52" rx="5"/>`;

export const OUTLINES: Readonly<Record<Shot, Html>> = {
  seen: drawn(html`${FRAME}${PHONE}<path d="M32 26h16M32 33h10"/><path class="mark" d="m44 40-6 8h6l-4 8"/>`),
  page: drawn(
    html`${FRAME}${PHONE}<path d="M32 24h10M32 31h16M32 38h16M32 45h12"/><circle class="mark" cx="46" cy="52" r="7"/><path class="mark" d="m51 57 5 5"/>`,
  ),
  parcel: drawn(
    html`${FRAME}<path d="M16 30 40 18l24 12v24L40 66 16 54zM16 30l24 12 24-12M40 42v24"/><path class="mark" d="m22 42 6 3-3 5 7 3"/>`,
  ),
  inside: drawn(
    html`${FRAME}<path d="M18 34h44v28H18zM18 34l-6-8M62 34l6-8M12 26h18M50 26h18"/><rect class="mark" x="31" y="40" width="18" height="16" rx="3"/>`,
  ),
  damage: drawn(
    html`${FRAME}<path d="M22 12v56M58 12v56"/><path class="mark" d="m30 22 10 14-8 6 14 16"/><path class="mark" d="m40 36 12-4"/>`,
  ),
  front: drawn(html`${FRAME}${PHONE}<path d="M37 19h6"/><path class="mark" d="M34 40h12M40 34v12"/>`),
  back: drawn(
    html`${FRAME}${PHONE}<rect class="mark" x="31" y="18" width="10" height="12" rx="3"/><circle class="mark" cx="36" cy="22" r="1.500"/><circle class="mark" cx="36" cy="26.500" r="1.500"/>`,
  ),
  contents: drawn(
    html`${FRAME}<rect x="14" y="20" width="18" height="34" rx="4"/><path d="M42 24h20v14H42zM46 24v-4M58 24v-4"/><path class="mark" d="M42 50c8-6 12 10 22 2M42 60h10"/>`,
  ),
};
