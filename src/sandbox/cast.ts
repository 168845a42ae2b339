/**
 * The demo's named cast: some forty people and their devices, in every stage that a return can be in. Times are told from the day
 * on which the demo is made, so the desk looks the same on any day: some due today, one overdue, most well in hand.
 */
import type { Fault, Grade, Reason, Resolution, Verdict, Wish } from '../core/return/model.ts';

export type Device = { readonly sku: string; readonly title: string; readonly brand: string; readonly category: string; readonly price: string; readonly supplier: string; readonly lot: string };

export const DEVICES = {
  iphone13: { sku: 'IP13-128-MID-VG', title: 'iPhone 13 128 GB - Midnight - Unlocked', brand: 'Apple', category: 'smartphone', price: '389.00', supplier: 'Recommerce Nord', lot: 'RN-0412' },
  iphone12: { sku: 'IP12-64-BLU-G', title: 'iPhone 12 64 GB - Blue - Unlocked', brand: 'Apple', category: 'smartphone', price: '279.00', supplier: 'Recommerce Nord', lot: 'RN-0398' },
  iphone14pro: { sku: 'IP14P-256-PUR-E', title: 'iPhone 14 Pro 256 GB - Deep Purple - Unlocked', brand: 'Apple', category: 'smartphone', price: '719.00', supplier: 'Gare du Sud Trading', lot: 'GS-2207' },
  galaxyS22: { sku: 'SGS22-128-BLK-VG', title: 'Galaxy S22 128 GB - Black - Unlocked', brand: 'Samsung', category: 'smartphone', price: '329.00', supplier: 'Gare du Sud Trading', lot: 'GS-2190' },
  pixel7: { sku: 'PX7-128-OBS-VG', title: 'Pixel 7 128 GB - Obsidian - Unlocked', brand: 'Google', category: 'smartphone', price: '299.00', supplier: 'Kiel Mobile', lot: 'KM-77' },
  macbookAir: { sku: 'MBA-M1-8-256-SIL-G', title: 'MacBook Air 13-inch (2020) - Apple M1 - 8 GB - 256 GB', brand: 'Apple', category: 'laptop', price: '649.00', supplier: 'Bureau Vert', lot: 'BV-19' },
  macbookPro: { sku: 'MBP14-M1P-16-512-GRY-E', title: 'MacBook Pro 14-inch (2021) - Apple M1 Pro - 16 GB - 512 GB', brand: 'Apple', category: 'laptop', price: '1249.00', supplier: 'Bureau Vert', lot: 'BV-21' },
  thinkpad: { sku: 'TPX1C9-16-512-VG', title: 'ThinkPad X1 Carbon Gen 9 - 16 GB - 512 GB - AZERTY', brand: 'Lenovo', category: 'laptop', price: '589.00', supplier: 'Bureau Vert', lot: 'BV-23' },
  ipadAir: { sku: 'IPDA4-64-GRY-VG', title: 'iPad Air (2020) 64 GB - Space Gray', brand: 'Apple', category: 'tablet', price: '359.00', supplier: 'Kiel Mobile', lot: 'KM-81' },
  airpods: { sku: 'APP2-E', title: 'AirPods Pro 2nd gen - USB-C', brand: 'Apple', category: 'accessory', price: '169.00', supplier: 'Kiel Mobile', lot: 'KM-85' },
} as const satisfies Record<string, Device>;

/** What happens, `at` days after the request (0.5 is twelve hours). */
export type Step =
  | { readonly at: number; readonly do: 'approve' | 'drop' | 'cancel' | 'lose' | 'ask_anyway' }
  | { readonly at: number; readonly do: 'refuse' | 'ask' | 'hold' | 'note' | 'buyer_writes' | 'we_write'; readonly says: string }
  | { readonly at: number; readonly do: 'buyer_answers'; readonly says: string; readonly photos: number }
  /** Scanned at the bench: the device that was sold, one digit off, another one, or nothing that can be read. */
  | { readonly at: number; readonly do: 'receive'; readonly reads?: 'same' | 'near' | 'other' | 'nothing' }
  | { readonly at: number; readonly do: 'inspect'; readonly verdict: Verdict; readonly grade?: Grade; readonly says?: string }
  | { readonly at: number; readonly do: 'resolve'; readonly as: Resolution; readonly amount?: string; readonly by?: 'service' | 'manager' | 'finance' }
  | { readonly at: number; readonly do: 'complete' | 'approve_refund' };

export type Story = {
  /** How we speak of it: "the phone whose battery died twice". */
  readonly known: string;
  readonly who: string;
  readonly language: 'fr' | 'en' | 'de' | 'es' | 'it';
  readonly country: 'FR' | 'DE' | 'ES' | 'IT' | 'BE';
  readonly device: keyof typeof DEVICES;
  readonly via: 'channel' | 'portal' | 'phone';
  /** Days before the request; null: it never arrived. */
  readonly delivered: number | null;
  /** Days ago. */
  readonly asked: number;
  readonly reason: Reason;
  readonly fault?: Fault;
  readonly wants?: Wish;
  readonly note: string;
  readonly photos?: number;
  readonly then: readonly Step[];
};

/** The way back by post: dropped, three days on the road, received. */
const back = (from: number, reads: 'same' | 'near' | 'other' | 'nothing' = 'same'): Step[] => [
  { at: from, do: 'drop' },
  { at: from + 2.6, do: 'receive', reads },
];

export const STORIES: readonly Story[] = [
  // ——— to answer ———
  { known: 'the guarantee past the presumption', who: 'Hélène Girard', language: 'fr', country: 'FR', device: 'iphone12', via: 'channel', delivered: 410, asked: 0.2, reason: 'defective', fault: 'charging', wants: 'repair', note: 'Bonjour, mon téléphone ne charge plus depuis hier, quel que soit le câble.', then: [] },
  { known: 'the fourth return in a year', who: 'Bruno Keller', language: 'de', country: 'DE', device: 'galaxyS22', via: 'portal', delivered: 75, asked: 0.6, reason: 'defective', fault: 'screen', wants: 'refund', note: 'Der Bildschirm flackert, sobald ich die Helligkeit verringere.', photos: 2, then: [] },
  { known: 'the scratch that nobody mentioned', who: 'Claire Dubois', language: 'fr', country: 'FR', device: 'iphone14pro', via: 'channel', delivered: 3, asked: 0.85, reason: 'not_as_described', wants: 'partial_refund', note: 'L’écran est rayé alors que l’annonce disait « excellent état ».', then: [] },
  { known: 'the question that waits since yesterday', who: 'Paolo Ricci', language: 'it', country: 'IT', device: 'pixel7', via: 'channel', delivered: 400, asked: 1.15, reason: 'defective', fault: 'audio', wants: 'repair', note: 'Il microfono non funziona durante le chiamate.', then: [] },
  { known: 'the late change of mind', who: 'Marta Soler', language: 'es', country: 'ES', device: 'ipadAir', via: 'portal', delivered: 60, asked: 0.4, reason: 'other', note: 'No es lo que esperaba, me gustaría devolverlo.', then: [] },
  { known: 'the parcel that should be there', who: 'Julien Lambert', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 2, asked: 0.3, reason: 'not_received', wants: 'refund', note: 'Le suivi indique livré mais je n’ai rien reçu.', then: [] },

  // ——— waiting for the buyer ———
  { known: 'the photo that we asked for', who: 'Nadia Benali', language: 'fr', country: 'FR', device: 'airpods', via: 'portal', delivered: 400, asked: 2, reason: 'defective', fault: 'audio', wants: 'replacement', note: 'L’écouteur gauche ne fonctionne plus.', then: [{ at: 0.2, do: 'ask', says: 'Pouvez-vous nous envoyer une photo du boîtier ouvert, avec le numéro de série lisible ?' }] },
  { known: 'the laptop that has not left yet', who: 'Sophie Mercier', language: 'fr', country: 'FR', device: 'macbookAir', via: 'channel', delivered: 40, asked: 1, reason: 'defective', fault: 'battery', wants: 'repair', note: 'La batterie tient à peine une heure.', then: [] },
  { known: 'the change of mind after a week', who: 'Lucas Martin', language: 'fr', country: 'FR', device: 'iphone13', via: 'portal', delivered: 7, asked: 1.5, reason: 'changed_mind', wants: 'refund', note: '', then: [] },
  { known: 'the wrong colour', who: 'Anna Schmidt', language: 'de', country: 'DE', device: 'galaxyS22', via: 'channel', delivered: 2, asked: 3, reason: 'wrong_item', wants: 'replacement', note: 'Ich habe Schwarz bestellt und Grün bekommen.', then: [{ at: 0.4, do: 'ask_anyway' }] },
  { known: 'the tablet for the grandson', who: 'Roger Peeters', language: 'fr', country: 'BE', device: 'ipadAir', via: 'phone', delivered: 10, asked: 4, reason: 'changed_mind', wants: 'refund', note: 'Le petit-fils en a déjà une.', then: [] },
  { known: 'the camera that sees fog', who: 'Elena Conti', language: 'it', country: 'IT', device: 'iphone12', via: 'channel', delivered: 55, asked: 2.2, reason: 'defective', fault: 'camera', wants: 'repair', note: 'Le foto sono sempre sfocate.', then: [{ at: 1, do: 'buyer_writes', says: 'Quando arriva l’etichetta? Non la trovo.' }] },

  // ——— on the way ———
  { known: 'the parcel on its second day', who: 'Thomas Leroy', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 30, asked: 3, reason: 'defective', fault: 'battery', wants: 'refund', note: 'Il s’éteint à 40 %.', then: [{ at: 1.8, do: 'drop' }] },
  { known: 'the phone that gets too hot', who: 'Carmen Ortega', language: 'es', country: 'ES', device: 'galaxyS22', via: 'channel', delivered: 20, asked: 2.5, reason: 'defective', fault: 'overheating', wants: 'replacement', note: 'Se calienta muchísimo al cargar.', then: [{ at: 1.3, do: 'drop' }] },
  { known: 'the box at the depot', who: 'Emma Fournier', language: 'fr', country: 'FR', device: 'macbookPro', via: 'portal', delivered: 5, asked: 4, reason: 'changed_mind', wants: 'refund', note: 'Trop lourd pour mes trajets.', then: [{ at: 2.5, do: 'drop' }] },

  // ——— to receive and inspect ———
  { known: 'the parcel at the dock', who: 'Hugo Bernard', language: 'fr', country: 'FR', device: 'iphone12', via: 'channel', delivered: 14, asked: 5, reason: 'defective', fault: 'connectivity', wants: 'refund', note: 'Le wifi se coupe sans arrêt.', then: [{ at: 2, do: 'drop' }] },
  { known: 'the ThinkPad with dead keys', who: 'Karin Vogel', language: 'de', country: 'DE', device: 'thinkpad', via: 'channel', delivered: 80, asked: 6, reason: 'defective', fault: 'buttons', wants: 'repair', note: 'Mehrere Tasten reagieren nicht mehr.', then: back(2) },
  { known: 'the device on the bench since yesterday', who: 'Inès Garcia', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 9, asked: 6.5, reason: 'changed_mind', wants: 'refund', note: '', then: back(2.7) },
  { known: 'the digit that was misread', who: 'Pierre Moreau', language: 'fr', country: 'FR', device: 'pixel7', via: 'portal', delivered: 25, asked: 5.5, reason: 'defective', fault: 'screen', wants: 'repair', note: 'Une ligne verte au milieu de l’écran.', photos: 1, then: back(2, 'near') },
  { known: 'the phone that cannot be switched on', who: 'Giulia Ferri', language: 'it', country: 'IT', device: 'iphone12', via: 'channel', delivered: 45, asked: 6.2, reason: 'defective', fault: 'power', wants: 'refund', note: 'Non si accende più.', then: back(2.4, 'nothing') },

  // ——— on hold ———
  { known: 'the phone that is another phone', who: 'Victor Noel', language: 'fr', country: 'FR', device: 'iphone14pro', via: 'channel', delivered: 18, asked: 7, reason: 'defective', fault: 'battery', wants: 'refund', note: 'Batterie défectueuse.', then: back(2, 'other') },
  { known: 'the box without the charger', who: 'Aline Petit', language: 'fr', country: 'FR', device: 'macbookAir', via: 'portal', delivered: 6, asked: 8, reason: 'changed_mind', wants: 'refund', note: 'J’ai finalement gardé mon ancien ordinateur.', then: [...back(2), { at: 5, do: 'inspect', verdict: 'incomplete', grade: 'good', says: 'Chargeur et câble absents.' }] },

  // ——— to resolve ———
  { known: 'the confirmed battery', who: 'Mathieu Roux', language: 'fr', country: 'FR', device: 'iphone12', via: 'channel', delivered: 33, asked: 7, reason: 'defective', fault: 'battery', wants: 'repair', note: 'Elle se vide en trois heures.', then: [...back(2), { at: 5, do: 'inspect', verdict: 'fault_confirmed', grade: 'good', says: 'Batterie à 71 %.' }] },
  { known: 'the fault that nobody finds', who: 'Sandra Lopez', language: 'es', country: 'ES', device: 'pixel7', via: 'channel', delivered: 28, asked: 8, reason: 'defective', fault: 'connectivity', wants: 'refund', note: 'No encuentra redes.', then: [...back(2), { at: 5.5, do: 'inspect', verdict: 'no_fault_found', grade: 'excellent', says: 'Testé 24 h, aucune coupure.' }, { at: 5.8, do: 'note', says: 'Rappeler la cliente avant de renvoyer : même opérateur que la semaine dernière.' }] },
  { known: 'the resolve that is late', who: 'Didier Blanc', language: 'fr', country: 'FR', device: 'galaxyS22', via: 'channel', delivered: 50, asked: 10.5, reason: 'defective', fault: 'charging', wants: 'repair', note: 'Le port de charge est lâche.', then: [...back(2), { at: 6, do: 'inspect', verdict: 'fault_confirmed', grade: 'fair', says: 'Port USB-C oxydé.' }] },
  { known: 'the glass that was broken by its owner', who: 'Kevin Dupuis', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 60, asked: 8.5, reason: 'defective', fault: 'screen', wants: 'repair', note: 'L’écran s’est fissuré tout seul.', photos: 2, then: [...back(2), { at: 5.6, do: 'inspect', verdict: 'customer_damage', grade: 'faulty', says: 'Point d’impact dans l’angle.' }] },

  // ——— money ———
  { known: 'the refund above the limit', who: 'Laura Simon', language: 'fr', country: 'FR', device: 'macbookPro', via: 'channel', delivered: 5, asked: 9, reason: 'changed_mind', wants: 'refund', note: 'Je me rétracte.', then: [...back(2), { at: 5.5, do: 'inspect', verdict: 'as_described', grade: 'excellent' }, { at: 6, do: 'resolve', as: 'refund' }] },
  { known: 'the laptop that finance paid', who: 'Olivier Faure', language: 'fr', country: 'FR', device: 'macbookPro', via: 'channel', delivered: 8, asked: 20, reason: 'changed_mind', wants: 'refund', note: '', then: [...back(3), { at: 6.5, do: 'inspect', verdict: 'as_described', grade: 'excellent' }, { at: 7, do: 'resolve', as: 'refund' }, { at: 7.3, do: 'approve_refund' }] },

  // ——— in the workshop ———
  { known: 'the battery on the workbench', who: 'Chloé Perrin', language: 'fr', country: 'FR', device: 'iphone12', via: 'channel', delivered: 70, asked: 9, reason: 'defective', fault: 'battery', wants: 'repair', note: 'Autonomie catastrophique.', then: [...back(2), { at: 5.2, do: 'inspect', verdict: 'fault_confirmed', grade: 'good' }, { at: 6, do: 'resolve', as: 'repair' }] },
  { known: 'the replacement being packed', who: 'Jan Maes', language: 'en', country: 'BE', device: 'pixel7', via: 'portal', delivered: 35, asked: 8, reason: 'defective', fault: 'audio', wants: 'replacement', note: 'No sound from the earpiece.', then: [...back(2), { at: 5.2, do: 'inspect', verdict: 'fault_confirmed', grade: 'good' }, { at: 6, do: 'resolve', as: 'replacement' }] },

  // ——— done ———
  { known: 'the phone whose battery died twice', who: 'Camille Aubert', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 20, asked: 34, reason: 'defective', fault: 'battery', wants: 'refund', note: 'Deuxième téléphone, même panne de batterie.', then: [...back(2), { at: 5.2, do: 'inspect', verdict: 'fault_confirmed', grade: 'good' }, { at: 6, do: 'resolve', as: 'refund' }] },
  { known: 'the repair that went well', who: 'Marc Vidal', language: 'fr', country: 'FR', device: 'thinkpad', via: 'channel', delivered: 60, asked: 30, reason: 'defective', fault: 'power', wants: 'repair', note: 'Il s’éteint sans prévenir.', then: [...back(2), { at: 5, do: 'inspect', verdict: 'fault_confirmed', grade: 'good' }, { at: 5.5, do: 'resolve', as: 'repair' }, { at: 8, do: 'complete' }] },
  { known: 'the new one in the post', who: 'Julia Braun', language: 'de', country: 'DE', device: 'iphone12', via: 'channel', delivered: 15, asked: 28, reason: 'defective', fault: 'camera', wants: 'replacement', note: 'Die Kamera bleibt schwarz.', then: [...back(2), { at: 5, do: 'inspect', verdict: 'fault_confirmed', grade: 'excellent' }, { at: 5.4, do: 'resolve', as: 'replacement' }, { at: 7, do: 'complete' }] },
  { known: 'the refund on the tenth day', who: 'Gilles Henry', language: 'fr', country: 'FR', device: 'ipadAir', via: 'channel', delivered: 12, asked: 25, reason: 'defective', fault: 'screen', wants: 'refund', note: 'Tactile capricieux.', then: back(3) },
  { known: 'the parcel that never came', who: 'Amélie Caron', language: 'fr', country: 'FR', device: 'iphone12', via: 'channel', delivered: null, asked: 16, reason: 'not_received', wants: 'refund', note: 'Toujours rien après deux semaines.', then: [{ at: 1, do: 'resolve', as: 'refund', by: 'manager' }] },
  { known: 'the gesture for a scratch', who: 'Bastien Colin', language: 'fr', country: 'FR', device: 'galaxyS22', via: 'channel', delivered: 4, asked: 21, reason: 'not_as_described', wants: 'partial_refund', note: 'Rayure sur le côté, je garde le téléphone si vous faites un geste.', photos: 3, then: [{ at: 0.1, do: 'ask_anyway' }, { at: 0.3, do: 'we_write', says: 'Merci pour vos photos, et toutes nos excuses : cette rayure aurait dû figurer dans l’annonce. Nous vous proposons 40 € de remboursement si vous le gardez.' }, { at: 0.8, do: 'buyer_writes', says: 'C’est parfait, merci !' }, { at: 1, do: 'resolve', as: 'keep', amount: '40.00', by: 'manager' }] },
  { known: 'the one who kept it after all', who: 'Fanny Joly', language: 'fr', country: 'FR', device: 'airpods', via: 'portal', delivered: 6, asked: 14, reason: 'changed_mind', wants: 'refund', note: '', then: [{ at: 1, do: 'cancel' }] },
  { known: 'the parcel that was lost on the way back', who: 'Yann Le Gall', language: 'fr', country: 'FR', device: 'pixel7', via: 'channel', delivered: 22, asked: 18, reason: 'defective', fault: 'battery', wants: 'refund', note: 'Batterie HS.', then: [{ at: 2, do: 'drop' }, { at: 3, do: 'lose' }, { at: 9, do: 'resolve', as: 'refund', by: 'manager' }] },
  { known: 'the refusal that was explained', who: 'Ludovic Adam', language: 'fr', country: 'FR', device: 'iphone13', via: 'channel', delivered: 430, asked: 12, reason: 'defective', fault: 'screen', wants: 'refund', note: 'Écran cassé.', then: [{ at: 0.3, do: 'ask', says: 'Pouvez-vous nous dire comment l’écran s’est cassé, avec une photo ?' }, { at: 0.9, do: 'buyer_answers', says: 'Il est tombé dans l’escalier.', photos: 1 }, { at: 1.1, do: 'refuse', says: 'Une chute n’est pas couverte par la garantie. Nous pouvons vous proposer un devis de réparation.' }] },
  { known: 'the label that was never used', who: 'Patrick Gaillard', language: 'fr', country: 'FR', device: 'thinkpad', via: 'channel', delivered: 30, asked: 40, reason: 'defective', fault: 'other', wants: 'repair', note: 'Ventilateur bruyant.', then: [] },
];
