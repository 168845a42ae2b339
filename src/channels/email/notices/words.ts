/**
 * What people and marketplaces write about a device, as our reason, fault and wish (M12): five languages, and the reason codes that marketplaces
 * send. A reading is for sorting, and for opening a return that a person looks at again: the words themselves always stand beside it.
 */
import type { Fault, Reason, Wish } from '../../../core/return/model.ts';

export type ReadReason = { readonly reason: Reason; readonly fault?: Fault };

/** Lower case, without accents, one kind of apostrophe; the underscores of codes are spaces. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/[’`´]/g, "'")
    .replace(/_/g, ' ');

/** The first that holds. What names a wrong done comes before what names a defect, and that before a change of mind. */
const REASONS: readonly (readonly [Exclude<Reason, 'defective' | 'other'>, RegExp])[] = [
  [
    'counterfeit',
    /counterfeit|fake (product|item|phone|device)|contrefa(con|it)|falschung|gefalscht|plagiat|falsificad|falsificacion|contraffa/,
  ],
  [
    'wrong_item',
    /wrong (item|product|phone|model|device|colou?r|size)|(another|different) (item|product|model|phone) (was )?(sent|received|arrived|than)|switcheroo|(mauvais|autre) (article|produit|modele|telephone|appareil)|erreur d'article|pas le bon (produit|article|modele|telephone)|falsche[rsn]? (artikel|produkt|gerat|modell|farbe|telefon)|(articulo|producto|modelo|telefono|color) (equivocado|incorrecto|erroneo)|(articolo|prodotto|modello|telefono|colore) (sbagliato|errato)/,
  ],
  [
    'not_received',
    /(not|never|n't)( yet)? (been )?(received|arrived?|delivered)|item not received|did ?n't (arrive|receive)|non recu|pas (encore )?(recu|arrive)|jamais (recu|arrive)|nicht (erhalten|angekommen|geliefert|zugestellt)|no (he|hemos) recibido|no recibid|no (me )?ha llegado|non (ho|abbiamo) (mai |ancora )?ricevuto|non ricevut|(mai|non e( mai| ancora)?) arrivat/,
  ],
  [
    'missing_part',
    /missing (part|accessor|charger|cable|piece|item)|(part|charger|cable|accessory|accessories|adapter|pieces?) (is|are|was|were) missing|incomplete|(chargeur|cable|accessoires?|pieces?) (manquante?s?|absente?s?)|il (y )?manque|(ladekabel|ladegerat|zubehor|netzteil|kabel|teil) fehlt|es fehlt|unvollstandig|falta (el|la|un|una)\b|faltan\b|incomplet[oa]|manca (il|la|lo|un|una)\b|mancan[oe]|mancante/,
  ],
  [
    'damaged_in_transit',
    /damaged (by (the )?carrier|in transit|during (the )?(transport|delivery|shipping)|on arrival|package|parcel|box)|arriv(ed|es) (damaged|broken)|(package|parcel|box) (was |is )?(damaged|crushed|torn)|(colis|carton|emballage) (\w+ ){0,3}(endommage|abime|dechire|ecrase)|arrivee? (casse|abime|endommage)|endommagee? (pendant|lors d)|transportschaden|beschadigt (angekommen|geliefert|erhalten|zugestellt)|(paket|karton|verpackung) (\w+ ){0,3}beschadigt|danad[oa] (en|durante) el (transporte|envio)|lleg(o|ado) (roto|danado|golpeado)|(paquete|caja) (\w+ ){0,3}(danad|rot)|danneggiat[oa] (durante|nel) (il )?trasporto|arrivat[oa] (rott|danneggiat)|(pacco|scatola) (\w+ ){0,3}(danneggiat|rott)/,
  ],
  [
    'arrived_late',
    /(arrived|delivered|came) (too |very )?late|late delivery|missed estimated delivery|livraison (tardive|en retard)|(arrive|livre)e? (trop )?(tard|en retard)|zu spat|verspatet|lleg(o|ado) (demasiado )?tarde|entrega tardia|con retraso|arrivat[oa] (troppo )?(tardi|in ritardo)|consegna in ritardo/,
  ],
];

const DEFECT =
  /defect|defekt|difett|broken|kaputt|faulty|en panne|hors service|dysfonction|malfunction|not working|stopped working|(does ?n't|do ?n't|wo ?n't|will not|can ?not|can't|does not) (work|turn on|charge|start|boot|switch|power|connect|hold|respond|ring)|never turn|is dead|dies (after|within|at)|ne ((se|s')? ?)?(marche|fonctionne|allume|charge|recharge|demarre|tient|repond|capte)|n'allume|ne s'allume|est mort|casse\b|cassee\b|funktioniert nicht|geht nicht( mehr)?( an)?|ladt nicht|startet nicht|halt (nicht|kaum|nur)|reagiert nicht|lasst sich nicht|no (se )?(funciona|enciende|carga|arranca|responde|conecta)|averiad|estropead|\brot[oa]s?\b|non (si )?(funziona|accende|carica|avvia|risponde|connette)|guast[oa]|\brott[oa]\b|drain|(se|si) (decharge|vide|descarga|scarica)|entladt|dura (poco|muy poco|pochissimo)|black screen|ecran noir|schwarzer bildschirm|pantalla negra|schermo nero|ghost touch|surchauff|overheat|uberhitz|recalient|surriscald|hot and|icloud|activation lock|verrouill|gesperrt|bloquead|bloccat|quality unacceptable/;

/** What is wrong with it: the first part that is named. */
const FAULTS: readonly (readonly [Exclude<Fault, 'other'>, RegExp])[] = [
  ['overheating', /overheat|surchauff|uberhitz|recalient|surriscald|too hot|zu heiss|trop chaud/],
  [
    'locked',
    /icloud|activation lock|google account|\bfrp\b|verrouill|\blocked\b|gesperrt|bloquead[oa] (por|con)|(bloccat|bloquead)[oa]|mdm\b/,
  ],
  ['battery', /batter|\bakku|\bbateria|autonom/],
  ['screen', /screen|display|\becran|bildschirm|pantalla|schermo|ghost touch|tactile/],
  ['charging', /charg(e|es|ing|er|eur)\b|\blad(t|en|ebuchse|egerat|ekabel)|\bcarga\b|\bcarica\b|usb|recharge/],
  [
    'audio',
    /speaker|\bsound\b|microphone|\bmicro\b|haut-parleur|\bson\b|lautsprecher|\bton\b|mikrofon|altavoz|sonido|microfono|altoparlante/,
  ],
  ['camera', /camera|kamera|appareil photo|fotocamera|\bcamara/],
  [
    'connectivity',
    /wi-?fi|wlan|bluetooth|\bnetwork|\breseau|\bsim\b|empfang|\bgps\b|\bsenal\b|\brete\b|signal|connect|conecta|connette|capte/,
  ],
  ['buttons', /button|bouton|\btasten?\b|\bboton|\btasto\b|pulsante/],
  [
    'power',
    /turn(s)? on|switch(es)? on|power|boot|start|allume|demarre|geht nicht( mehr)? an|einschalten|startet|enciende|arranca|accende|avvia|is dead|est mort|never turn/,
  ],
  ['software', /software|\bupdate|mise a jour|\bbug|crash|plante\b|absturz|sturzt|actualizacion|aggiornamento|\bios\b|android/],
];

const NOT_AS_DESCRIBED =
  /not as described|(n't|not) match (the |its )?(description|listing|photo)|bad[ -]desc|different from (the )?(description|photo|listing)|(non|pas) conforme|ne correspond pas|nicht wie beschrieben|entspricht nicht|no (es |esta )?como (se )?descri|no (se )?corresponde|no coincide|non (e )?conforme|non corrisponde|diverso dalla descrizione|worse condition|scratch|rayures?|\brayee?\b|kratzer|zerkratzt|aranazo|rayado|graffi/;
const CHANGED_MIND =
  /chang(ed?|ing) (my|of) mind|no longer (need|want)|do(n't| not) (need|want) (it|this) any ?more|unwanted|\bwithdraw|right of withdrawal|ordered by mistake|accidental order|bought by mistake|chang(e|er) d'avis|plus besoin|retractation|retracter|\bwiderruf|nicht mehr (benotigt|gebraucht)|brauche .{0,30}nicht mehr|gefallt (mir )?(leider )?nicht|\bdesist|cambi(e|ado|o) de (opinion|idea)|ya no (lo |la )?(quiero|necesito)|\brecesso|ripensamento|cambiato idea|non (mi )?serve piu/;

/** Null where the words name none. */
export function readReason(text: string): ReadReason | null {
  const said = plain(text);
  const wrong = REASONS.find(([, words]) => words.test(said))?.[0];
  if (wrong) return { reason: wrong };
  if (DEFECT.test(said)) return { reason: 'defective', fault: FAULTS.find(([, words]) => words.test(said))?.[0] ?? 'other' };
  if (NOT_AS_DESCRIBED.test(said)) return { reason: 'not_as_described' };
  return CHANGED_MIND.test(said) ? { reason: 'changed_mind' } : null;
}

const WISHES: readonly (readonly [Wish, RegExp])[] = [
  ['refund', /refund|money back|rembours|erstatt|geld zuruck|reembols|devolucion del (dinero|importe)|rimbors/],
  ['replacement', /replac|exchange|\bechang|remplac|umtausch|ersatz|austausch|sustitu|reemplaz|sostitu/],
  ['repair', /\brepair|\brepar(er|ation|ar|acion)|reparier|reparatur|ripara/],
];

/** What they would like, where they name one thing: who names two leaves it open. */
export function readWish(text: string): Wish | undefined {
  const said = plain(text);
  const named = WISHES.filter(([, words]) => words.test(said));
  return named.length === 1 ? named[0]![0] : undefined;
}

const ASKS =
  /\breturn|(send|take) (it |this |them )?back|refund|exchange|repair|warranty|guarantee|complain|\bretour|renvoy|rembours|retract|\bechang|\brepar|garantie|\bsav\b|reclam|zuruck(senden|geben|schicken)|rucksend|ruckgabe|\bretoure|erstatt|widerruf|reklam|umtausch|gewahrleist|devol|reembols|\bcambiar|cambio por|garantia|\bdesist|restitu|\breso\b|rimbors|sostitu|ripara|garanzia|\brecesso|\bwithdraw/;

/** Whether somebody asks for something to be done about a purchase: the word return, refund, warranty … falls. */
export const asksForReturn = (text: string): boolean => ASKS.test(plain(text));
