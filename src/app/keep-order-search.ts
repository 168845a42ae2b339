/** By what staff find an order while the caller is on the phone (M13): its words follow the order, in the same transaction. */
import { writeOrderWords } from '../store/order-search.ts';
import type { OrderKeeper } from './alongside.ts';

export const keepOrderSearch: OrderKeeper = (_ctx, tx, { order }) => writeOrderWords(tx, order.id);
