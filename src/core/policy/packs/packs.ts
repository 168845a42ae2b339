import type { PolicyDocument } from '../document.ts';
import { backmarket } from './backmarket.ts';
import { backmarket2026 } from './backmarket-2026.ts';

/** The packs that come with the product, by the name that `POST /decisions?pack=` takes. */
export const PACKS: Readonly<Record<string, PolicyDocument>> = { backmarket, 'backmarket-2026': backmarket2026 };

/** The pack of that name, or null. */
export const packOf = (name: string): PolicyDocument | null => (Object.hasOwn(PACKS, name) ? PACKS[name]! : null);
