/** The portal's few drawings: one line weight, the colour of the text around them, hidden from screen readers (a word always stands beside). */
import type { Fault } from '../../src/core/return/model.ts';
import { html, type Html } from './html.ts';

const drawn = (inside: Html): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inside}</svg>`;

export const icons = {
  done: drawn(html`<path d="M5 12.5 10 17 19 7.5"/>`),
  wait: drawn(html`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`),
  act: drawn(html`<path d="M5 12h13M13 6.5 18.5 12 13 17.5"/>`),
  stop: drawn(html`<circle cx="12" cy="12" r="8.5"/><path d="M8.5 12h7"/>`),
  parcel: drawn(html`<path d="M4 8.2 12 4l8 4.2v7.6L12 20l-8-4.2z"/><path d="M4 8.2 12 12.4l8-4.2M12 12.4V20M8 6.1l8 4.2"/>`),
  label: drawn(html`<rect x="5" y="3.5" width="14" height="17" rx="2"/><path d="M8.5 8h7M8.5 11.5h4M9 15v2M11 15v2M13 15v2M15 15v2"/>`),
  camera: drawn(html`<path d="M4 8.5h3.5L9 6h6l1.5 2.5H20V19H4z"/><circle cx="12" cy="13.2" r="3.2"/>`),
  print: drawn(html`<path d="M7 8V4h10v4M7 17H4.500V8.500h15V17H17"/><path d="M7.500 14h9v6h-9z"/>`),
  talk: drawn(html`<path d="M4 5.500h16v11H11l-4.500 3.500v-3.500H4z"/>`),
  money: drawn(html`<rect x="3.500" y="6.500" width="17" height="11" rx="2"/><circle cx="12" cy="12" r="2.500"/>`),
  device: drawn(html`<rect x="7" y="3" width="10" height="18" rx="2.200"/><path d="M11 18h2"/>`),
  warn: drawn(html`<path d="M12 4 3.500 19h17z"/><path d="M12 10v4.500M12 16.900v.1"/>`),
} as const;

const sign = (inside: Html): Html =>
  html`<svg class="icon sign" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inside}</svg>`;

/** A drawing for each fault, so that it is found by looking; the word stands beside. */
export const FAULT_SIGNS: Readonly<Record<Fault, Html>> = {
  battery: sign(html`<rect x="3" y="8" width="16" height="8" rx="2"/><path d="M22 11v2M6 11v2"/>`),
  screen: sign(html`<rect x="6" y="3" width="12" height="18" rx="2"/><path d="m10 7 4 4-3 2 3 4"/>`),
  charging: sign(html`<path d="M13 3 6 13h5l-1 8 8-11h-6z"/>`),
  audio: sign(html`<path d="M4 10v4h4l5 4V6L8 10zM17 9a4 4 0 0 1 0 6"/>`),
  camera: sign(html`<path d="M4 8.500h3.500L9 6h6l1.500 2.500H20V19H4z"/><circle cx="12" cy="13.200" r="3"/>`),
  connectivity: sign(html`<path d="M4 10a12 12 0 0 1 16 0M7 13.500a7.500 7.500 0 0 1 10 0M10 17a3 3 0 0 1 4 0M12 20v.1"/>`),
  buttons: sign(html`<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M19.500 7v4M4.500 7v2"/>`),
  overheating: sign(html`<path d="M10 13V5a2 2 0 0 1 4 0v8a4.500 4.500 0 1 1-4 0zM12 9v7"/>`),
  power: sign(html`<path d="M12 3v8M7 6.500a7.500 7.500 0 1 0 10 0"/>`),
  locked: sign(html`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`),
  software: sign(html`<path d="M5 5h14v14H5zM5 9h14M9 13l-2 1.500L9 16M15 13l2 1.500-2 1.500"/>`),
  other: sign(
    html`<circle cx="12" cy="12" r="8.500"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.400-1 .900-1 1.700M12 16.500v.1"/>`,
  ),
};
