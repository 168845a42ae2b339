/** The portal's few drawings: one line weight, the colour of the text around them, hidden from screen readers (a word always stands beside). */
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
