/** Where one can go: the bar at the top (at the foot of a phone), the palette, the chords and their help all read this table. */
import {
  IconBarcode,
  IconBell,
  IconBuildingBank,
  IconCoins,
  IconGavel,
  IconHeartHandshake,
  IconInbox,
  IconMessage2,
  IconMail,
  IconPackages,
  IconPlugConnected,
  IconPhoneCall,
  IconScale,
  IconSettings,
  IconTableImport,
  IconTool,
  IconTruckDelivery,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Role } from '../../../src/core/access.ts';
import { paths } from '../paths.ts';

export type Place = {
  /** Its name is `shell.<key>` in the catalogue. */
  readonly key: string;
  readonly href: string;
  /** The addresses that belong to it begin so; `/` stands for itself alone. */
  readonly under: readonly string[];
  readonly icon: TablerIcon;
  /** After G. */
  readonly chord: string;
  /** Whose daily work is there: others reach it by the palette, and by "more". */
  readonly roles: readonly Role[];
};

const EVERYONE = ['customer_service', 'warehouse', 'finance', 'manager', 'administrator'] as const;
const MANAGERS = ['manager', 'administrator'] as const;

export const PLACES: readonly Place[] = [
  { key: 'desk', href: paths.desk(), under: ['/', '/returns'], icon: IconInbox, chord: 'd', roles: EVERYONE },
  {
    key: 'intake',
    href: paths.intake(),
    under: ['/intake'],
    icon: IconMail,
    chord: 'e',
    roles: ['customer_service', ...MANAGERS],
  },
  { key: 'bench', href: paths.bench(), under: ['/bench'], icon: IconBarcode, chord: 'b', roles: ['warehouse', ...MANAGERS] },
  { key: 'money', href: paths.money(), under: ['/money'], icon: IconBuildingBank, chord: 'm', roles: ['finance', ...MANAGERS] },
  {
    key: 'disputes',
    href: paths.disputes(),
    under: ['/disputes'],
    icon: IconGavel,
    chord: 't',
    roles: ['customer_service', 'finance', ...MANAGERS],
  },
  {
    key: 'outbound',
    href: paths.outbound(),
    under: ['/outbound'],
    icon: IconTruckDelivery,
    chord: 'o',
    roles: ['warehouse', 'customer_service', ...MANAGERS],
  },
  {
    key: 'aftercare',
    href: paths.afterCare(),
    under: ['/aftercare'],
    icon: IconHeartHandshake,
    chord: 'g',
    roles: ['customer_service', 'finance', ...MANAGERS],
  },
  { key: 'stock', href: paths.stock(), under: ['/stock'], icon: IconPackages, chord: 'k', roles: ['warehouse', ...MANAGERS] },
  { key: 'repairs', href: paths.repairs(), under: ['/repairs'], icon: IconTool, chord: 'r', roles: ['warehouse', ...MANAGERS] },
  { key: 'claims', href: paths.claims(), under: ['/claims'], icon: IconCoins, chord: 'c', roles: ['finance', ...MANAGERS] },
  { key: 'newReturn', href: paths.newReturn(), under: ['/new'], icon: IconPhoneCall, chord: 'n', roles: ['customer_service', ...MANAGERS] },
  { key: 'policy', href: paths.policy(), under: ['/policy'], icon: IconScale, chord: 'p', roles: MANAGERS },
  {
    key: 'templates',
    href: paths.templates(),
    under: ['/templates'],
    icon: IconMessage2,
    chord: 'a',
    roles: ['customer_service', ...MANAGERS],
  },
  { key: 'notifications', href: paths.notifications(), under: ['/notifications'], icon: IconBell, chord: 'i', roles: MANAGERS },
  { key: 'imports', href: paths.imports(), under: ['/imports'], icon: IconTableImport, chord: 'x', roles: MANAGERS },
  { key: 'connections', href: paths.connections(), under: ['/connections'], icon: IconPlugConnected, chord: 'l', roles: MANAGERS },
  { key: 'webhooks', href: paths.webhooks(), under: ['/webhooks'], icon: IconWebhook, chord: 'w', roles: MANAGERS },
  { key: 'settings', href: paths.settings(), under: ['/settings'], icon: IconSettings, chord: 's', roles: MANAGERS },
];

export const isHere = ({ under }: Place, pathname: string): boolean =>
  under.some((start) => (start === '/' ? pathname === '/' : pathname === start || pathname.startsWith(`${start}/`)));

/** The person's own places first, in the order of the table; what is left over stands behind "more". */
export function placesFor(roles: readonly Role[], most: number): { readonly shown: readonly Place[]; readonly more: readonly Place[] } {
  const own = PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));
  const others = PLACES.filter((place) => !own.includes(place));
  const shown = own.slice(0, most);
  return { shown, more: [...own.slice(most), ...others] };
}
