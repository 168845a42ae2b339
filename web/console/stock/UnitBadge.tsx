import { Badge, type Tone } from '../parts/Badge.tsx';
import { useWords } from '../words.ts';

const TONES: Readonly<Record<string, Tone>> = {
  in_stock: 'good',
  held: 'info',
  sold: 'plain',
  returned: 'accent',
  quarantined: 'warn',
  refurbishing: 'accent',
  repairing: 'accent',
  parts: 'plain',
  recycled: 'plain',
  returned_to_supplier: 'plain',
  returned_to_buyer: 'plain',
  lost: 'danger',
};

export function UnitBadge({ state }: { readonly state: string }) {
  const { word } = useWords();
  return <Badge tone={TONES[state] ?? 'plain'}>{word('unitState', state)}</Badge>;
}
