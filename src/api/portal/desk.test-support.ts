/** A desk that remembers what it was asked, for tests of the portal's routes. */
import { back, decision, ORDER } from '../../../web/portal/cast.test-support.ts';
import type { PortalMessage, PortalOrder, PortalRequest, PortalReturn } from '../../../web/portal/model.ts';
import type { PortalDesk, PortalPhoto } from './desk.ts';

export const LEA = 'lea@example.org';
export const OTHER_ORDER: PortalOrder = {
  ...ORDER,
  ref: '0198f0aa-0000-7000-8000-000000000002',
  number: '50000001',
  buyer: { name: 'Tom', language: 'en' },
};

export type TestDesk = PortalDesk & {
  readonly opened: { requests: readonly PortalRequest[]; token: string }[];
  readonly stowed: Map<string, PortalPhoto>;
  readonly returns: Map<string, PortalReturn>;
  /** What the next act answers instead of doing it. */
  refuses: string | null;
};

export function testDesk(): TestDesk {
  const orders = [ORDER, OTHER_ORDER];
  const done = new Map<string, string>();
  const messages: PortalMessage[] = [];
  const desk: TestDesk = {
    opened: [],
    stowed: new Map(),
    returns: new Map([
      ['return-of-the-phone', back({ photos: [{ ref: 'battery', name: 'battery.jpg' }] })],
      ['return-of-tom', back({ id: 'return-of-tom', orderRef: OTHER_ORDER.ref, photos: [{ ref: 'toms', name: 'tom.jpg' }] })],
    ]),
    refuses: null,

    policy: async (_seller, [country = 'FR'], language) => ({
      title: `Policy in ${language}`,
      sections: [{ heading: 'Change of mind', paragraphs: [`As in ${country}.`] }],
      country,
      countries: ['DE', 'FR'],
    }),
    findOrder: async (_seller, number, email) => (number === ORDER.number && email.toLowerCase() === LEA ? ORDER : null),
    order: async (_seller, ref) => orders.find((order) => order.ref === ref) ?? null,
    async stow(_seller, _order, photo) {
      const ref = `photo-${desk.stowed.size}`;
      desk.stowed.set(ref, photo);
      return { ref, name: photo.name };
    },
    photo: async (_seller, ref) => ({ type: 'image/webp', bytes: desk.stowed.get(ref)?.bytes ?? new Uint8Array([1]) }),
    preview: async (_seller, _order, requests) =>
      desk.refuses ? { refused: desk.refuses } : requests.map(({ lineId, unit }) => ({ lineId, unit, decision: decision() })),
    async open(_seller, _order, requests, token) {
      if (desk.refuses) return { refused: desk.refuses };
      if (!done.has(token)) {
        done.set(token, 'return-of-the-phone');
        desk.opened.push({ requests, token });
      }
      return { returnId: done.get(token)! };
    },
    async get(_seller, id) {
      const found = desk.returns.get(id);
      return found ? { ...found, messages: id === 'return-of-the-phone' ? messages : [] } : null;
    },
    addPhotos: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    answer: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    async message(_seller, _id, body, token) {
      if (desk.refuses) return { refused: desk.refuses };
      if (!done.has(token)) messages.push({ at: '2026-11-22T12:00:00.000Z', from: 'buyer', author: 'Léa', body });
      done.set(token, body);
      return { ok: true };
    },
    cancel: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    labelPdf: async (_seller, id) => (id === 'return-of-the-phone' ? Buffer.from('%PDF-1.7') : null),
    slipPdf: async () => Buffer.from('%PDF-1.7'),
  };
  return desk;
}
