/** A desk that remembers what it was asked, for tests of the portal's routes. */
import { back, decision, ORDER } from '../../../web/portal/cast.test-support.ts';
import type { BuyerVerb, Contest } from '../../app/contest.ts';
import type { ChosenWay } from '../../app/return-ways.ts';
import type { Declared } from '../../app/withdrawals.ts';
import type { PortalFile, PortalMessage, PortalOrder, PortalRequest, PortalReturn, PortalWays } from '../../../web/portal/model.ts';
import type { OpenMore, PortalDesk, PortalPhoto } from './desk.ts';

export const LEA = 'lea@example.org';
/** The code that Léa finds in her mailbox. */
export const CODE = '042917';
const WAYS: PortalWays = {
  ways: [
    { kind: 'prepaid', account: 'post', carrier: 'Sandbox Post', hasPoints: true, slots: [] },
    { kind: 'dropoff', account: 'post', carrier: 'Sandbox Post', hasPoints: true, slots: [] },
  ],
  own: false,
  paidBy: 'seller',
  chosen: { kind: 'prepaid' },
  postalCode: '',
  points: [],
  pointsFailed: false,
  lithium: true,
};
export const OTHER_ORDER: PortalOrder = {
  ...ORDER,
  ref: '0198f0aa-0000-7000-8000-000000000002',
  number: '50000001',
  buyer: { name: 'Tom', language: 'en' },
};

export type TestDesk = PortalDesk & {
  readonly opened: { order: string; requests: readonly PortalRequest[]; token: string; more?: OpenMore }[];
  readonly codes: Map<string, boolean>;
  readonly withdrawn: Map<string, Declared>;
  readonly chosen: ChosenWay[];
  readonly stowed: Map<string, PortalPhoto>;
  readonly returns: Map<string, PortalReturn>;
  readonly contested: { id: string; contest: Contest }[];
  readonly saidInDispute: { verb: BuyerVerb; says: string }[];
  readonly accounts: { holder: string; iban: string }[];
  readonly messagesSent: { body: string; files: string[] }[];
  /** What every message came with. */
  files: readonly PortalFile[];
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
    codes: new Map(),
    withdrawn: new Map(),
    ways: async () => WAYS,
    async chooseWay(_seller, _id, chosen) {
      if (desk.refuses) return { refused: desk.refuses };
      desk.chosen.push(chosen);
      return { ok: true };
    },
    chosen: [],
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
    async askForCode(_seller, { number, email }) {
      if (desk.refuses === 'too_many') return { refused: 'too_many', seconds: 300 };
      const codeId = `code-${desk.codes.size}`;
      desk.codes.set(codeId, number === ORDER.number && email.toLowerCase() === LEA);
      return { codeId };
    },
    async enterCode(_seller, codeId, code) {
      if (desk.codes.get(codeId) && code === CODE) return { orders: [ORDER.ref] };
      return desk.refuses === 'code_over' ? { refused: 'code_over' } : { refused: 'code_wrong', left: 4 };
    },
    ordersOf: async (_seller, ref) => (ref === ORDER.ref ? [ORDER.ref] : []),
    async withdraw(_seller, said) {
      desk.withdrawn.set(said.id, said);
      return { submitted: '22 November 2026 at 13:00:00 CET' };
    },
    order: async (_seller, ref) => orders.find((order) => order.ref === ref) ?? null,
    async stow(_seller, _order, photo) {
      const ref = `photo-${desk.stowed.size}`;
      desk.stowed.set(ref, photo);
      return { ref, name: photo.name };
    },
    photo: async (_seller, ref) => ({ type: 'image/webp', bytes: desk.stowed.get(ref)?.bytes ?? new Uint8Array([1]) }),
    preview: async (_seller, _order, requests) =>
      desk.refuses ? { refused: desk.refuses } : requests.map(({ lineId, unit }) => ({ lineId, unit, decision: decision() })),
    async open(_seller, order, requests, token, _language, more) {
      if (desk.refuses) return { refused: desk.refuses };
      if (!done.has(token)) {
        done.set(token, 'return-of-the-phone');
        desk.opened.push({ order, requests, token, ...(more && Object.keys(more).length > 0 && { more }) });
      }
      return { returnId: done.get(token)! };
    },
    async get(_seller, id) {
      const found = desk.returns.get(id);
      const said = messages.map((message) => ({ ...message, ...(desk.files.length > 0 && { files: desk.files }) }));
      return found ? { ...found, messages: id === 'return-of-the-phone' ? said : [] } : null;
    },
    addPhotos: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    answer: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    async message(_seller, _id, body, token, _language, files = []) {
      if (desk.refuses) return { refused: desk.refuses };
      if (!done.has(token)) desk.messagesSent.push({ body, files: files.map(({ name }) => name) });
      if (!done.has(token)) messages.push({ at: '2026-11-22T12:00:00.000Z', from: 'buyer', author: 'Léa', body });
      done.set(token, body);
      return { ok: true };
    },
    async stowFile(_seller, { name, bytes }) {
      if (!name.endsWith('.pdf') && bytes[0] !== 0xff) return { name, because: 'type_not_allowed' };
      const sha256 = `file-${desk.stowed.size}`;
      desk.stowed.set(sha256, { name, type: 'application/pdf', bytes });
      return { name, type: name.endsWith('.pdf') ? 'application/pdf' : 'image/webp', size: bytes.byteLength, sha256 };
    },
    file: async (_seller, _id, file) => ({ name: `${file}.pdf`, type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }),
    agree: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    async contest(_seller, id, contest, token) {
      if (desk.refuses) return { refused: desk.refuses };
      if (!done.has(token)) desk.contested.push({ id, contest });
      done.set(token, id);
      return { ok: true };
    },
    async answerDispute(_seller, _id, verb, said) {
      if (desk.refuses) return { refused: desk.refuses };
      desk.saidInDispute.push({ verb, says: said.says });
      return { ok: true };
    },
    async giveAccount(_seller, _id, account) {
      if (desk.refuses) return { refused: desk.refuses };
      desk.accounts.push(account);
      return { ok: true };
    },
    contested: [],
    saidInDispute: [],
    accounts: [],
    messagesSent: [],
    files: [],
    cancel: async () => (desk.refuses ? { refused: desk.refuses } : { ok: true }),
    wayCode: async (_seller, id) => (desk.returns.get(id)?.label?.kind === 'dropoff' ? '<svg xmlns="http://www.w3.org/2000/svg"/>' : null),
    labelPdf: async (_seller, id) => (id === 'return-of-the-phone' ? Buffer.from('%PDF-1.7') : null),
    slipPdf: async () => Buffer.from('%PDF-1.7'),
  };
  return desk;
}
