/** What the play marketplace sells: six refurbished devices with pictures of our own, and identities that pass their check digit. */
import { randomInt } from 'node:crypto';
import { html, type Html } from '../../web/portal/html.ts';

export type Device = {
  readonly sku: string;
  readonly title: string;
  readonly brand: string;
  readonly category: string;
  /** 9 Premium, 10 Excellent, 11 Good, 12 Fair. */
  readonly condition: 9 | 10 | 11 | 12;
  /** EUR cents. */
  readonly price: number;
  readonly picture: (id: string) => Html;
  /** Type allocation code of its model line, made up; absent where the device has a serial number only. */
  readonly tac?: string;
};

export const GRADES = { 9: 'Premium', 10: 'Excellent', 11: 'Good', 12: 'Fair' } as const;

/** Drawn by us: a back with a camera, a front with a picture on it. */
const phone = (back: string, glass: string) => (id: string) =>
  drawing(
    id,
    html`<defs><linearGradient id="${id}-g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${glass}"/><stop offset="1" stop-color="${back}"/></linearGradient></defs>
<rect x="46" y="22" width="62" height="120" rx="14" fill="${back}"/><rect x="54" y="30" width="22" height="34" rx="9" fill="#000" opacity=".28"/><circle cx="65" cy="40" r="6" fill="#10141a"/><circle cx="65" cy="54" r="6" fill="#10141a"/>
<rect x="84" y="30" width="66" height="122" rx="14" fill="#14171c"/><rect x="88" y="34" width="58" height="114" rx="10" fill="url(#${id}-g)"/><rect x="107" y="38" width="20" height="5" rx="2.5" fill="#14171c"/>
<path d="M88 118q18-22 32-8t26-14v42a10 10 0 0 1-10 10H98a10 10 0 0 1-10-10z" fill="#fff" opacity=".28"/>`,
  );

const laptop = (id: string) =>
  drawing(
    id,
    html`<defs><linearGradient id="${id}-g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#8fb4e8"/><stop offset="1" stop-color="#5a4fa8"/></linearGradient></defs>
<rect x="38" y="34" width="124" height="82" rx="8" fill="#2a2e34"/><rect x="44" y="40" width="112" height="70" rx="3" fill="url(#${id}-g)"/><path d="M44 92q26-30 50-10t62-18v46H44z" fill="#fff" opacity=".25"/>
<path d="M24 122h152l-8 12a6 6 0 0 1-5 3H37a6 6 0 0 1-5-3z" fill="#b9bec5"/><path d="M84 122h32l-3 5H87z" fill="#8e949c"/>`,
  );

const tablet = (id: string) =>
  drawing(
    id,
    html`<defs><linearGradient id="${id}-g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffd9a8"/><stop offset="1" stop-color="#e0748a"/></linearGradient></defs>
<rect x="52" y="18" width="98" height="134" rx="11" fill="#c9ced4"/><rect x="56" y="22" width="90" height="126" rx="8" fill="#14171c"/><rect x="62" y="32" width="78" height="100" rx="3" fill="url(#${id}-g)"/><circle cx="101" cy="140" r="4.500" fill="none" stroke="#5b626b" stroke-width="1.500"/>
<path d="M62 104q22-26 40-10t38-14v52H62z" fill="#fff" opacity=".3"/>`,
  );

const earbuds = (id: string) =>
  drawing(
    id,
    html`<rect x="58" y="74" width="84" height="66" rx="26" fill="#f4f5f7" stroke="#c5cad1" stroke-width="2"/><path d="M58 98h84" stroke="#c5cad1" stroke-width="2"/><circle cx="100" cy="118" r="3" fill="#8fce9b"/>
<g fill="#fbfcfd" stroke="#c5cad1" stroke-width="2"><path d="M70 62V38a12 12 0 0 1 24 0 11 11 0 0 1-14 10v14a5 5 0 0 1-10 0z"/><path d="M130 62V38a12 12 0 0 0-24 0 11 11 0 0 0 14 10v14a5 5 0 0 0 10 0z"/></g><circle cx="84" cy="38" r="4" fill="#3b424b"/><circle cx="116" cy="38" r="4" fill="#3b424b"/>`,
  );

const drawing = (_id: string, inside: Html): Html =>
  html`<svg class="picture" viewBox="0 0 200 168" role="presentation" aria-hidden="true" focusable="false">${inside}</svg>`;

export const DEVICES: readonly Device[] = [
  {
    sku: 'IP13-128-BLUE-GOOD',
    title: 'iPhone 13 128 GB, Blue',
    brand: 'Apple',
    category: 'Smartphones',
    condition: 11,
    price: 36_900,
    tac: '35000013',
    picture: phone('#3f6187', '#7fb2e5'),
  },
  {
    sku: 'GS21-128-GREY-FAIR',
    title: 'Galaxy S21 128 GB, Grey',
    brand: 'Samsung',
    category: 'Smartphones',
    condition: 12,
    price: 22_900,
    tac: '35000021',
    picture: phone('#6a6e78', '#b9a7e6'),
  },
  {
    sku: 'PX7-128-LEMON-EXC',
    title: 'Pixel 7 128 GB, Lemongrass',
    brand: 'Google',
    category: 'Smartphones',
    condition: 10,
    price: 28_900,
    tac: '35000007',
    picture: phone('#8f9a5a', '#e7e29a'),
  },
  {
    sku: 'MBA13-M1-256-GOOD',
    title: 'MacBook Air 13-inch (2020) M1 256 GB',
    brand: 'Apple',
    category: 'Laptops',
    condition: 11,
    price: 54_900,
    picture: laptop,
  },
  {
    sku: 'IPAD9-64-SILVER-PREM',
    title: 'iPad 9 64 GB, Silver',
    brand: 'Apple',
    category: 'Tablets',
    condition: 9,
    price: 27_900,
    picture: tablet,
  },
  {
    sku: 'APP2-WHITE-EXC',
    title: 'AirPods Pro 2, White',
    brand: 'Apple',
    category: 'Headphones',
    condition: 10,
    price: 15_900,
    picture: earbuds,
  },
];
export const deviceOf = (sku: string): Device | undefined => DEVICES.find((device) => device.sku === sku);

/** The device that leaves the shelf: an IMEI whose last digit is right, or a serial number. */
export function identityOf(device: Device): { readonly imei: string } | { readonly serial: string } {
  const number = String(randomInt(0, 1_000_000)).padStart(6, '0');
  if (device.tac === undefined) return { serial: `TOY${number}${String(randomInt(0, 10_000)).padStart(4, '0')}` };
  const body = device.tac + number;
  return { imei: body + checkDigit(body) };
}

/** Luhn over the first 14 digits of an IMEI: every second digit doubled, from the right of the whole number. */
export function checkDigit(body: string): string {
  const total = [...body].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (total % 10)) % 10);
}
