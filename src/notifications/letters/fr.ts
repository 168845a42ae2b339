/** Français. Chaleureux et simple : les regrets d’abord quand quelque chose s’est mal passé, puis la suite, et pour quand. */
import type { ProductState } from '../../core/policy/document.ts';
import type { Verdict } from '../../core/return/model.ts';
import type { CommonFacts } from '../facts.ts';
import { beforeSending, blocks, type Frame, type General, type Letters, listed, scaleOf, titlesOf } from '../letter.ts';
import { regretFor } from './regret.ts';

const many = ({ items }: CommonFacts): boolean => items.length > 1;
const votre = (facts: CommonFacts): string =>
  many(facts) ? `vos ${facts.items.length} articles` : `votre ${facts.items[0]?.title ?? 'article'}`;
const deVotre = (facts: CommonFacts): string => `de ${votre(facts)}`;
const sorry = (facts: CommonFacts): string | false =>
  facts.sorry &&
  (regretFor('fr', facts.sorryFor) ??
    `Nous sommes désolés des désagréments causés par ${votre(facts)}. Vous n’auriez pas dû avoir à nous écrire.`);
const contest =
  'Vous n’êtes pas d’accord ? Répondez à ce message en nous expliquant pourquoi, avec des photos si vous en avez. Une autre personne réexaminera votre dossier.';

const GENERAL: General = {
  device: [
    'Sauvegardez vos photos, messages et documents : nous effaçons chaque appareil que nous recevons.',
    'Déconnectez vos comptes (iCloud et « Localiser », Google, Samsung, Windows). Un appareil encore verrouillé ne peut être ni réparé ni revendu, et votre retour prendrait plus de temps.',
    'Retirez la carte SIM et la carte mémoire, et supprimez votre eSIM.',
    'Si l’appareil démarre encore : réinitialisez-le et éteignez-le.',
  ],
  packaging: ['Protégez bien le contenu du colis.'],
  documents: ['Placez le bon de retour dans le colis, sur le dessus.'],
};
const DAMAGED_BATTERY =
  'Si la batterie est gonflée, coule ou chauffe fort, n’envoyez pas l’appareil. Écrivez-nous d’abord : il lui faut un emballage spécial.';

const FINDINGS: Readonly<Record<Verdict, string>> = {
  fault_confirmed: 'nous avons constaté la panne que vous avez décrite.',
  no_fault_found: 'après des tests complets, nous n’avons pas retrouvé la panne que vous avez décrite.',
  customer_damage: 'nous avons constaté un dommage survenu après la livraison.',
  other_device: 'l’appareil reçu n’est pas celui que nous vous avons vendu.',
  incomplete: 'il manque quelque chose dans le colis.',
  as_described: 'l’état correspond à ce que vous avez décrit.',
};
const STATES: Readonly<Record<ProductState, string>> = {
  complete: 'complet, avec tout ce qui l’accompagnait',
  undamaged: 'sans dommage',
  unlocked: 'déconnecté de tous les comptes',
  wiped: 'effacé',
  original_packaging: 'dans son emballage d’origine',
  unopened: 'non ouvert',
};

const parcel = (carrier?: string, number?: string): string =>
  carrier && number
    ? ` Le colis voyage avec ${carrier}, numéro de suivi ${number}.`
    : number
      ? ` Son numéro de suivi : ${number}.`
      : carrier
        ? ` Le colis voyage avec ${carrier}.`
        : '';
const tracking = (url?: string) => (url ? { action: { says: 'Suivre le colis', url } } : {});

/** How the parcel is handed in, where it is not simply posted. */
const HANDING_IN = {
  pickup: 'Un chauffeur vient le chercher chez vous, au moment convenu : préparez le colis.',
  dropoff: 'Pas d’imprimante ? Montrez le code de l’étiquette sur votre téléphone là où vous déposez le colis.',
  store: 'Apportez-le dans notre magasin : nous reconnaissons votre retour au code du bon.',
} as const;

const SCALE = ['Très mal', 'Mal', 'Moyen', 'Bien', 'Très bien'] as const;

export const fr: Letters = {
  received_request: (f, say) => ({
    subject: f.answered ? `Merci pour votre réponse (${f.rma})` : `Nous avons bien reçu votre demande de retour (${f.rma})`,
    headline: f.answered ? 'Merci, nous avons votre réponse' : 'Votre demande est bien arrivée',
    blocks: blocks(
      !f.answered && sorry(f),
      f.answered ? `Merci pour votre réponse au sujet ${deVotre(f)}.` : `Nous avons bien reçu votre demande de retour pour ${votre(f)}.`,
      listed('Pourquoi une personne de notre équipe l’examine', f.reasons),
      `${f.reasons?.length ? 'Vous aurez' : 'L’un de nos conseillers l’examine, et vous aurez'} notre réponse ${f.answerBy ? `au plus tard le ${say.date(f.answerBy)}` : 'très bientôt'}. D’ici là, vous n’avez rien à faire : n’envoyez encore rien, s’il vous plaît.`,
      listed('Quand notre réponse serait différente', f.wouldChange),
    ),
  }),

  approved: (f, say) => {
    const { way } = f;
    const refund =
      f.refund &&
      `Après réception et contrôle, votre remboursement sera de ${say.money(f.refund)}${f.refundBy ? `, au plus tard le ${say.date(f.refundBy)}` : ''}.`;
    if (way.kind === 'none') {
      return {
        subject: `Votre retour est accepté : rien à renvoyer (${f.rma})`,
        headline: 'C’est accepté, et vous n’avez rien à renvoyer',
        blocks: blocks(
          sorry(f),
          `Votre demande pour ${votre(f)} est acceptée, et vous n’avez rien à nous renvoyer.`,
          f.refund && `Nous vous remboursons ${say.money(f.refund)}${f.refundBy ? ` au plus tard le ${say.date(f.refundBy)}` : ''}.`,
          listed('Les raisons', f.reasons),
        ),
      };
    }
    const until = way.sendBy ? ` au plus tard le ${say.date(way.sendBy)}` : '';
    return {
      subject:
        way.kind === 'prepaid' ? `Votre retour est accepté : voici votre étiquette (${f.rma})` : `Votre retour est accepté (${f.rma})`,
      headline: 'Votre retour est accepté',
      blocks: blocks(
        sorry(f),
        way.kind === 'prepaid'
          ? `Le retour ${deVotre(f)} est accepté, et nous prenons l’envoi à notre charge. Imprimez l’étiquette et le bon de retour, puis déposez le colis${until}.`
          : `Le retour ${deVotre(f)} est accepté. Envoyez ${many(f) ? 'les articles' : 'l’article'} à l’adresse ci-dessous${until}, avec un transporteur qui vous donne un numéro de suivi, et gardez la preuve de dépôt.`,
        { action: true },
        { title: 'Où l’envoyer', address: way.address },
        { title: 'Avant l’envoi', steps: beforeSending(GENERAL, f.instructions) },
        listed(
          'L’état convenu',
          f.productState?.map((state) => STATES[state]),
        ),
        f.instructions?.caution?.join(' ') ?? (way.lithium && DAMAGED_BATTERY),
        refund,
        listed('Les raisons de notre réponse', f.reasons),
        ...(f.instructions?.contact ?? []),
        { link: { says: 'Bon de retour, à placer dans le colis', url: way.slipUrl } },
      ),
      action:
        way.kind === 'prepaid'
          ? { says: 'Imprimer l’étiquette', url: way.labelUrl }
          : { says: 'Imprimer le bon de retour', url: way.slipUrl },
    };
  },

  rejected: (f) => ({
    subject: `Au sujet de votre demande de retour (${f.rma})`,
    headline: 'Nous ne pouvons pas accepter ce retour',
    blocks: blocks(
      `Nous avons étudié avec soin votre demande pour ${votre(f)}. Nous sommes désolés de ne pas pouvoir l’accepter.`,
      listed('Pourquoi', f.reasons),
      listed('Quand notre réponse serait différente', f.wouldChange),
      contest,
      'Cette réponse ne limite en rien vos droits légaux.',
    ),
    action: { says: 'Contester cette réponse', url: f.progressUrl },
  }),

  information_request: (f, say) => ({
    subject: `Une question au sujet de votre retour (${f.rma})`,
    headline: 'Nous avons une question',
    blocks: blocks(
      `Pour avancer sur le retour ${deVotre(f)}, il nous manque encore ceci :`,
      { words: f.asks },
      `Merci de nous répondre ${f.answerBy ? `au plus tard le ${say.date(f.answerBy)}` : 'dès que possible'}. Nous reprendrons aussitôt votre dossier.`,
    ),
    action: { says: 'Répondre', url: f.progressUrl },
  }),

  answer_reminder: (f, say) => ({
    subject: `Votre réponse nous manque encore (${f.rma})`,
    headline: 'Un petit rappel',
    blocks: blocks(
      `Nous vous avons posé une question au sujet ${deVotre(f)}, et nous n’avons pas encore votre réponse :`,
      { words: f.asks },
      `Merci de nous répondre ${f.answerBy ? `au plus tard le ${say.date(f.answerBy)}` : 'dès que possible'}. Si vous l’avez déjà fait, merci : vous n’avez plus rien à faire.`,
    ),
    action: { says: 'Répondre', url: f.progressUrl },
  }),

  label: (f, say) => ({
    subject: `Votre étiquette de retour (${f.rma})`,
    headline: 'Votre étiquette est prête',
    blocks: blocks(
      `L’étiquette pour ${votre(f)} est prête${f.carrier ? ` (${f.carrier})` : ''}. Imprimez-la, collez-la bien à plat sur le colis et déposez-le${f.sendBy ? ` au plus tard le ${say.date(f.sendBy)}` : ''}. Gardez la preuve de dépôt jusqu’à la fin de votre retour.`,
      f.how && HANDING_IN[f.how],
      { link: { says: 'Bon de retour, à placer dans le colis', url: f.slipUrl } },
    ),
    action: { says: 'Imprimer l’étiquette', url: f.labelUrl },
  }),

  send_back_reminder: (f, say) => ({
    subject: `Rappel : votre colis (${f.rma})`,
    headline: 'Avez-vous envoyé votre colis ?',
    blocks: blocks(
      `Nous n’avons pas encore vu partir le colis contenant ${votre(f)}${f.sendBy ? `. Merci de l’envoyer au plus tard le ${say.date(f.sendBy)}` : ''}.`,
      'Vous l’avez déjà envoyé ? Alors vous n’avez rien à faire. Il vous faut plus de temps, ou quelque chose n’a pas marché ? Répondez simplement à ce message.',
    ),
    ...(f.labelUrl && { action: { says: 'Imprimer votre étiquette', url: f.labelUrl } }),
  }),

  in_transit: (f) => ({
    subject: `Votre colis est en route vers nous (${f.rma})`,
    headline: 'Votre colis est en route',
    blocks: blocks(
      `Merci d’avoir envoyé ${votre(f)}.${parcel(f.carrier, f.trackingNumber)}`,
      'Nous vous écrirons dès son arrivée. Vous n’avez plus rien à faire.',
    ),
    ...tracking(f.trackingUrl),
  }),

  parcel_lost: (f, say) => ({
    subject: `Votre colis s’est perdu en chemin (${f.rma})`,
    headline: 'Votre colis s’est perdu',
    blocks: blocks(
      `Nous sommes désolés : le transporteur a perdu le colis contenant ${votre(f)}.`,
      `Nous nous chargeons de la réclamation auprès du transporteur. Vous n’avez aucune recherche à faire : gardez simplement votre preuve de dépôt. Nous vous dirons ce qu’il en est ${f.resolveBy ? `au plus tard le ${say.date(f.resolveBy)}` : 'dès que possible'}.`,
    ),
  }),

  received: (f, say) => ({
    subject: `Votre colis est arrivé (${f.rma})`,
    headline: 'Votre colis est arrivé',
    blocks: blocks(
      `Nous avons bien reçu ${votre(f)}. Merci.`,
      `Nous procédons maintenant au contrôle, et vous aurez notre réponse ${f.resolveBy ? `au plus tard le ${say.date(f.resolveBy)}` : 'dans les prochains jours'}.`,
    ),
  }),

  inspected: (f, say) => ({
    subject: `Nous avons examiné ${many(f) ? 'vos articles' : 'votre appareil'} (${f.rma})`,
    headline: 'Le contrôle est terminé',
    blocks: blocks(
      `Nous avons examiné ${votre(f)} :`,
      { list: f.findings.map(({ title, verdict }) => `${title} : ${FINDINGS[verdict]}`) },
      `Nous vous dirons la suite ${f.resolveBy ? `au plus tard le ${say.date(f.resolveBy)}` : 'dans notre prochain message'}.`,
    ),
  }),

  resolved: (f, say) => ({
    subject: f.as === 'repair' ? `Nous réparons votre appareil (${f.rma})` : `Nous vous envoyons un appareil de remplacement (${f.rma})`,
    headline: f.as === 'repair' ? 'Nous le réparons' : 'Vous recevrez un remplacement',
    blocks: blocks(
      sorry(f),
      f.as === 'repair'
        ? `Nous réparons ${votre(f)} sans frais pour vous${f.by ? `, au plus tard le ${say.date(f.by)}` : ''}, puis nous vous ${many(f) ? 'les' : 'le'} renvoyons.`
        : `Nous remplaçons ${votre(f)} sans frais pour vous. Le remplacement partira ${f.by ? `au plus tard le ${say.date(f.by)}` : 'bientôt'}.`,
      'Vous recevrez le numéro de suivi au départ du colis.',
    ),
  }),

  refund_on_its_way: (f, say) => ({
    subject: `Votre remboursement de ${say.money(f.amount)} est en cours (${f.rma})`,
    headline: `${say.money(f.amount)} en route vers vous`,
    blocks: blocks(
      sorry(f),
      `Nous avons lancé votre remboursement de ${say.money(f.amount)} pour ${votre(f)}.`,
      f.kept && `Nous avons retenu ${say.money(f.kept)} sur le montant total${f.keptBecause ? ` : ${f.keptBecause}` : '.'}`,
      f.byTransfer
        ? 'Il arrive par virement sur le compte que vous nous indiquez : si ce n’est pas encore fait, saisissez-le sur la page de votre retour. Une fois parti, un virement met un à deux jours ouvrés.'
        : f.paidOutBy
          ? `${f.paidOutBy} le verse sur le moyen de paiement que vous avez utilisé. Nous vous écrirons quand il sera confirmé.`
          : 'Il est versé sur le moyen de paiement que vous avez utilisé. Nous vous écrirons quand il sera confirmé.',
    ),
  }),

  refunded: (f, say) => ({
    subject: `Votre remboursement de ${say.money(f.amount)} est confirmé (${f.rma})`,
    headline: `${say.money(f.amount)} remboursés`,
    blocks: blocks(
      `Votre remboursement de ${say.money(f.amount)} pour ${votre(f)} est confirmé${f.paidOutBy ? ` par ${f.paidOutBy}` : ''}.`,
      f.byTransfer
        ? 'Il est parti par virement et devrait figurer sur votre compte sous deux jours ouvrés. S’il n’y est pas passé ce délai, écrivez-nous : nous le retrouverons.'
        : 'Il apparaît en général sur votre compte sous 3 à 6 jours, selon votre banque. S’il n’y est pas passé ce délai, écrivez-nous : nous le retrouverons.',
      'Merci de votre patience.',
    ),
  }),

  repaired: (f) => ({
    subject: `Réparation terminée : votre colis est en route (${f.rma})`,
    headline: 'La réparation est terminée',
    blocks: blocks(
      `Bonne nouvelle : la réparation ${deVotre(f)} est terminée, et le colis est en route vers vous.${parcel(f.carrier, f.trackingNumber)}`,
      'Si quelque chose ne va pas à l’ouverture, dites-le-nous tout de suite : nous y remédierons.',
    ),
    ...tracking(f.trackingUrl),
  }),

  replaced: (f) => ({
    subject: `Votre remplacement est en route (${f.rma})`,
    headline: 'Votre remplacement est en route',
    blocks: blocks(
      `Bonne nouvelle : le remplacement ${deVotre(f)} est en route vers vous.${parcel(f.carrier, f.trackingNumber)}`,
      'Il est garanti comme le premier. Si quelque chose ne va pas, dites-le-nous tout de suite.',
    ),
    ...tracking(f.trackingUrl),
  }),

  remedy_failed: (f, say) => ({
    subject: `${f.as === 'repair' ? 'Nous n’avons pas pu réparer votre appareil' : 'Nous ne pouvons pas vous envoyer de remplacement'} (${f.rma})`,
    headline: f.as === 'repair' ? 'La réparation n’a pas été possible' : 'Le remplacement n’est pas possible',
    blocks: blocks(
      f.as === 'repair'
        ? `Nous sommes désolés : la réparation ${deVotre(f)} n’est pas possible.`
        : `Nous sommes désolés : nous n’avons rien pour remplacer ${votre(f)}.`,
      `Une personne décide maintenant de la suite avec vous : ce que la loi vous accorde ensuite, un autre appareil ou votre argent, vous revient. ${f.by ? `Vous aurez de nos nouvelles au plus tard le ${say.date(f.by)}.` : 'Vous aurez bientôt de nos nouvelles.'}`,
      'Vous préférez l’un des deux ? Répondez à ce message pour nous le dire.',
    ),
    action: { says: 'Répondre', url: f.progressUrl },
  }),

  sent_back: (f) => ({
    subject: `Nous vous renvoyons ${many(f) ? 'vos articles' : 'votre appareil'} (${f.rma})`,
    headline: 'En route vers vous',
    blocks: blocks(`Nous vous renvoyons ${votre(f)}.${parcel(f.carrier, f.trackingNumber)}`, listed('Pourquoi', f.reasons), contest),
    ...tracking(f.trackingUrl),
  }),

  sent_out: (f) => ({
    subject: `Votre colis est parti (${f.rma})`,
    headline: 'Votre colis est parti',
    blocks: blocks(
      `Le colis avec ${votre(f)} a quitté notre atelier.${parcel(f.carrier, f.trackingNumber)}`,
      'Le premier passage chez le transporteur peut mettre quelques heures à s’afficher.',
    ),
    ...tracking(f.trackingUrl),
  }),

  kept: (f, say) => ({
    subject: `Vous gardez ${many(f) ? 'vos articles' : 'votre appareil'} (${f.rma})`,
    headline: f.amount ? `Rien à renvoyer, et ${say.money(f.amount)} vous reviennent` : 'Rien à renvoyer',
    blocks: blocks(
      sorry(f),
      `Comme convenu, vous gardez ${votre(f)}.`,
      f.amount && `Nous vous remboursons ${say.money(f.amount)} sur le moyen de paiement que vous avez utilisé.`,
      'La garantie continue comme avant.',
    ),
  }),

  denied: (f) => ({
    subject: `Notre réponse au sujet de votre retour (${f.rma})`,
    headline: 'Notre réponse',
    blocks: blocks(
      `Nous avons examiné ${votre(f)} avec soin. Nous sommes désolés de ne pouvoir proposer cette fois ni remboursement, ni réparation, ni remplacement.`,
      listed('Pourquoi', f.reasons),
      contest,
      'Cette réponse ne limite en rien vos droits légaux.',
    ),
    action: { says: 'Contester cette réponse', url: f.progressUrl },
  }),

  cancelled: (f) => ({
    subject: `Votre retour est annulé (${f.rma})`,
    headline: 'Votre retour est annulé',
    blocks: blocks(
      `Le retour ${deVotre(f)} est annulé, et vous n’avez rien à faire.`,
      f.because && { list: [f.because] },
      'C’était une erreur, ou vous avez changé d’avis ? Vous pouvez refaire une demande, ou simplement répondre à ce message.',
    ),
  }),

  expired: (f, say) => ({
    subject: `Votre retour a expiré (${f.rma})`,
    headline: 'Votre retour a expiré',
    blocks: blocks(
      f.unanswered
        ? `Nous avions une question au sujet ${deVotre(f)} et n’avons pas eu de réponse. Ce retour est donc clos pour le moment.`
        : `Nous n’avons pas vu arriver le colis contenant ${votre(f)}${f.sendBy ? `, attendu avec un envoi au plus tard le ${say.date(f.sendBy)}` : ''}. Ce retour est donc clos pour le moment.`,
      f.unanswered
        ? 'Vous souhaitez poursuivre ? Répondez simplement à ce message, et nous rouvrirons le retour.'
        : 'Vous l’avez déjà envoyé ? Transmettez-nous la preuve de dépôt, et nous rouvrirons le retour. Il vous faut plus de temps ? Répondez simplement à ce message.',
    ),
  }),

  message: (f) => ({
    subject: `${f.seller.name} : un message au sujet de votre retour (${f.rma})`,
    headline: 'Un message pour vous',
    blocks: blocks({ words: f.body }, f.author),
    personal: true,
    action: { says: 'Répondre', url: f.progressUrl },
  }),

  hold_waiting: (f, say) => ({
    subject: `Il nous faut un peu plus de temps (${f.rma})`,
    headline: 'Il nous faut un peu plus de temps',
    blocks: blocks(
      f.arrived
        ? `Le colis contenant ${votre(f)} est bien arrivé. Nous sommes désolés : son contrôle prend plus de temps que d’habitude.`
        : `Nous sommes désolés : le traitement de votre retour (${votre(f)}) prend plus de temps que d’habitude.`,
      f.because,
      `Une personne s’en occupe, et ${f.by ? `vous aurez de nos nouvelles au plus tard le ${say.date(f.by)}` : 'vous aurez de nos nouvelles dès que nous en saurons plus'}. Vos droits et les délais légaux restent inchangés.`,
    ),
  }),

  survey: (f) => ({
    subject: f.again ? `Est-ce que tout va bien maintenant ? (${f.rma})` : `Comment s’est passé votre retour ? (${f.rma})`,
    headline: f.again ? 'Tout va bien maintenant ?' : 'Comment cela s’est-il passé ?',
    blocks: f.again
      ? blocks(
          `Vous nous aviez dit que votre retour (${titlesOf(f)}) ne s’était pas bien passé, et nous sommes revenus vers vous.`,
          'Et maintenant ? Il suffit d’appuyer une fois, et nous ne vous le redemanderons pas.',
          scaleOf(f, SCALE),
        )
      : blocks(
          f.refused
            ? `Nous n’avons pas pu répondre favorablement à votre demande (${titlesOf(f)}). Votre avis sur la façon dont nous nous en sommes occupés nous intéresse quand même.`
            : `Merci de votre patience : votre retour (${titlesOf(f)}) est terminé.`,
          'Qu’en avez-vous pensé ? Il suffit d’appuyer une fois.',
          scaleOf(f, SCALE),
          'Si quelque chose n’a pas été, dites-le-nous : une personne de notre équipe vous lit et revient vers vous.',
          'Cette question ne vous est posée qu’une fois pour ce retour. Votre réponse reste chez nous, et rien n’en dépend.',
        ),
  }),

  dispute_opened: (f) => ({
    subject: `Nous avons bien reçu votre contestation (${f.rma})`,
    headline: 'Nous avons bien reçu votre contestation',
    blocks: blocks(
      `Vous n’êtes pas d’accord avec notre réponse sur ${votre(f)}, et nous prenons cela au sérieux. Une personne qui n’a pas pris part à la première réponse reprend tout le dossier.`,
      'D’ici là, rien d’autre n’est décidé sur votre retour, et les délais fixés par la loi continuent de courir. Nous vous répondrons par e-mail et sur la page de votre retour.',
      'Y a-t-il quelque chose que nous devrions savoir ou voir, comme des photos ou l’avis d’un expert ? Répondez simplement à ce message.',
    ),
  }),
};

export const frFrame: Frame = {
  colon: '\u00a0:',
  greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  signature: (seller) => `L’équipe ${seller}`,
  attached: 'en pièce jointe',
  returnCode: 'Code de retour',
  follow: 'Suivre votre retour',
  preferences: 'Choisir les e-mails que vous recevez',
  footer: (seller) => `Vous recevez ce message parce que vous avez demandé un retour auprès de ${seller}. Vous pouvez y répondre.`,
};
