/** Français. Vouvoiement, phrases courtes : d’abord ce que le client veut savoir, puis la suite et la date. */
import type { BuiltInTexts } from './built-in.ts';

export const fr: BuiltInTexts = {
  received: `Bonjour {buyer.firstName},

Nous avons bien reçu votre {item.title}. Notre atelier le contrôle maintenant : identité de l’appareil, panne décrite, état général.

[[Vous aurez notre réponse au plus tard le {deadline.resolve}.]] D’ici là, vous n’avez rien à faire.

Cordialement,
{agent.firstName}, {seller.name}`,

  missing_info: `Bonjour {buyer.firstName},

Merci de nous avoir écrit au sujet de votre {item.title}. Pour vous répondre au plus juste, il nous manque encore une information :

[[{case.asks}]]

Vous pouvez simplement répondre à ce message. [[Nous gardons votre dossier ouvert jusqu’au {deadline.buyerAnswer}.]]

Cordialement,
{agent.firstName}, {seller.name}`,

  photos_wanted: `Bonjour {buyer.firstName},

Nous sommes désolés que votre {item.title} ne vous donne pas satisfaction. Pour que nous puissions décider sans vous faire attendre, pourriez-vous nous envoyer trois photos ?

- l’appareil de face, écran allumé ;
- l’appareil de dos ;
- le défaut de près, à la lumière du jour.

Répondez à ce message en les joignant. Si l’appareil ne s’allume plus, dites-le-nous : la photo de face suffira.

Cordialement,
{agent.firstName}, {seller.name}`,

  account_lock: `Bonjour {buyer.firstName},

Votre {item.title} nous est bien parvenu, mais il est encore lié à votre compte (Apple, Google ou Samsung). Tant qu’il l’est, nous ne pouvons ni le contrôler ni terminer votre retour.

Vous pouvez le retirer de votre compte à distance, en deux minutes :

- Apple : ouvrez iCloud.com/find, choisissez l’appareil, puis « Supprimer de mon compte » ;
- Google : ouvrez myaccount.google.com, puis « Sécurité », « Vos appareils », et déconnectez l’appareil ;
- Samsung : ouvrez account.samsung.com, puis « Appareils », et supprimez l’appareil.

Ne nous envoyez jamais votre mot de passe : nous n’en avons pas besoin. Dites-nous simplement quand c’est fait, et nous reprenons aussitôt.

Cordialement,
{agent.firstName}, {seller.name}`,

  how_to_send: `Bonjour {buyer.firstName},

Votre retour {return.code} est accepté. Voici comment nous envoyer votre {item.title} :

1. Sauvegardez vos données, déconnectez vos comptes (iCloud, Google, Samsung) et retirez la carte SIM.
2. Emballez l’appareil avec soin, sans accessoire que nous n’avons pas demandé.
3. Déposez le colis[[ au plus tard le {deadline.sendBack}]], et gardez la preuve de dépôt.

[[Votre étiquette : {links.label}

]]L’adresse de retour :
{address.return}

Cordialement,
{agent.firstName}, {seller.name}`,

  late_delivery: `Bonjour {buyer.firstName},

Votre commande {order.number} aurait déjà dû arriver, et nous vous prions de nous en excuser.

[[Elle voyage avec {outbound.carrier}, sous le numéro {outbound.number}. ]]Nous avons contacté le transporteur pour savoir où elle se trouve. Si elle devait être perdue, vous n’en supporteriez pas le coût : nous vous renverrions l’article ou vous rembourserions, à votre choix.

Je vous réécris dès que j’ai une réponse, et au plus tard dans deux jours ouvrés.

Cordialement,
{agent.firstName}, {seller.name}`,

  parcel_stuck: `Bonjour {buyer.firstName},

Votre colis de retour[[ ({parcel.carrier}, {parcel.number})]] ne semble plus avancer depuis quelques jours. Nous avons demandé au transporteur de le rechercher.

Avez-vous encore la preuve de dépôt ? Une photo en réponse à ce message nous aiderait. Si le colis ne réapparaît pas, nous réglons la question avec le transporteur, et non avec vous.

Cordialement,
{agent.firstName}, {seller.name}`,

  refusal_explained: `Bonjour {buyer.firstName},

J’ai repris votre demande au sujet de votre {item.title}. Je comprends votre déception, et je vous dois une explication claire.

[[Voici pourquoi nous n’avons pas pu accepter ce retour : {decision.reason}

]]Si un élément nous a échappé (une photo, une date, un échange antérieur), répondez à ce message : une autre personne de notre équipe réexaminera votre dossier. Cette réponse ne limite en rien vos droits légaux.

Cordialement,
{agent.firstName}, {seller.name}`,

  customer_damage: `Bonjour {buyer.firstName},

Nous avons contrôlé votre {item.title}. [[{finding.says} ]]Ce dommage est survenu après la livraison ; il n’est donc pas pris en charge par la garantie.

Les photos du contrôle sont jointes à votre dossier. Vous avez le choix :

- nous vous renvoyons l’appareil en l’état, à nos frais ;
- nous vous proposons un devis de réparation, sans engagement.

Dites-nous ce que vous préférez. Et si vous voyez les choses autrement, expliquez-le-nous : nous le regarderons avec attention.

Cordialement,
{agent.firstName}, {seller.name}`,

  no_fault_found: `Bonjour {buyer.firstName},

Nous avons testé votre {item.title} en détail et n’avons pas retrouvé la panne que vous décrivez. Nous ne doutons pas de ce que vous avez observé : certaines pannes n’apparaissent que dans des conditions précises.

Pouvez-vous nous dire quand elle se produit (application ouverte, charge en cours, appareil chaud…) ? Une courte description ou une photo nous suffit pour chercher au bon endroit.

Cordialement,
{agent.firstName}, {seller.name}`,

  repair_longer: `Bonjour {buyer.firstName},

La réparation de votre {item.title} prend plus de temps que prévu, et nous vous prions de nous en excuser : nous attendons une pièce.

[[Elle sera terminée au plus tard le {deadline.resolve}. ]]Si ce délai ne vous convient pas, dites-le-nous : nous chercherons avec vous une autre solution, remplacement ou remboursement compris.

Cordialement,
{agent.firstName}, {seller.name}`,

  replacement_sent: `Bonjour {buyer.firstName},

Votre appareil de remplacement est parti aujourd’hui. [[Il voyage avec {outbound.carrier}, sous le numéro {outbound.number}.]]

Il a passé les mêmes contrôles que tous nos appareils, et votre garantie se poursuit. À sa réception, prenez un instant pour l’essayer : si quelque chose ne va pas, nous sommes là.

Cordialement,
{agent.firstName}, {seller.name}`,

  refund_sent: `Bonjour {buyer.firstName},

[[Nous avons lancé votre remboursement de {refund.total}. ]]Il arrive par le moyen de paiement de votre commande {order.number}, le plus souvent sous trois à cinq jours ouvrés selon votre banque.

Encore désolés pour ce contretemps, et merci de votre patience.

Cordialement,
{agent.firstName}, {seller.name}`,

  partial_refund: `Bonjour {buyer.firstName},

[[Nous vous remboursons {refund.total} pour votre {item.title}. ]][[Nous retenons {refund.kept}. {finding.says}]]

Les photos du contrôle sont dans votre dossier. Si ce montant vous paraît injuste, répondez à ce message en nous disant pourquoi : une autre personne le réexaminera.

Cordialement,
{agent.firstName}, {seller.name}`,

  sent_back: `Bonjour {buyer.firstName},

Votre {item.title} est reparti vers vous. [[Il voyage avec {outbound.carrier}, sous le numéro {outbound.number}. ]][[{finding.says}]]

Si vous avez une question une fois l’appareil en main, répondez simplement à ce message.

Cordialement,
{agent.firstName}, {seller.name}`,

  thanks: `Bonjour {buyer.firstName},

Votre retour {return.code} est terminé. Merci d’avoir pris le temps de nous écrire : vos remarques nous aident à mieux contrôler nos appareils.

Si quoi que ce soit reste en suspens, répondez à ce message et nous nous en occupons.

Cordialement,
{agent.firstName}, {seller.name}`,

  in_review: `Bonjour {buyer.firstName},

Nous avons bien lu votre demande au sujet de votre {item.title}, et nous sommes désolés de ce contretemps. [[{decision.reason}]]

Une personne de notre équipe l’examine en ce moment. [[Vous aurez notre réponse au plus tard le {deadline.answer}. ]]D’ici là, gardez l’appareil chez vous, s’il vous plaît.

Cordialement,
{agent.firstName}, {seller.name}`,

  label_follows: `Bonjour {buyer.firstName},

Votre retour {return.code} est accepté. [[{decision.reason}]]

Nous préparons votre étiquette : elle vous parvient sous peu, et vous n’avez rien à faire d’ici là.

Cordialement,
{agent.firstName}, {seller.name}`,

  on_its_way: `Bonjour {buyer.firstName},

Votre colis est en route vers notre atelier[[ avec {parcel.carrier}, sous le numéro {parcel.number}]]. Nous vous écrivons dès son arrivée.

Ensuite, nous contrôlons l’appareil et vous donnons notre réponse en cinq jours au plus.

Cordialement,
{agent.firstName}, {seller.name}`,

  decide_soon: `Bonjour {buyer.firstName},

Nous avons terminé le contrôle de votre {item.title}. [[{finding.says}]]

Nous préparons maintenant la suite. [[Vous aurez notre décision au plus tard le {deadline.resolve}.]]

Cordialement,
{agent.firstName}, {seller.name}`,

  refund_under_way: `Bonjour {buyer.firstName},

Votre remboursement[[ de {refund.total}]] est en cours. [[Il sera lancé au plus tard le {deadline.refund}. ]]L’argent revient par le moyen de paiement de votre commande {order.number}.

Vous n’avez plus rien à faire.

Cordialement,
{agent.firstName}, {seller.name}`,

  repairing: `Bonjour {buyer.firstName},

Votre {item.title} est en réparation dans notre atelier. [[Il repartira vers vous au plus tard le {deadline.resolve}.]]

Nous vous écrivons dès qu’il part, avec son numéro de suivi.

Cordialement,
{agent.firstName}, {seller.name}`,

  replacing: `Bonjour {buyer.firstName},

Nous préparons votre appareil de remplacement. [[Il part au plus tard le {deadline.resolve}.]]

Nous vous écrivons dès qu’il est en route, avec son numéro de suivi.

Cordialement,
{agent.firstName}, {seller.name}`,

  one_check: `Bonjour {buyer.firstName},

Un point de votre retour {return.code} demande encore une vérification de notre part. Nous y travaillons, et vous n’avez rien à faire pour l’instant.

[[Vous aurez notre réponse au plus tard le {deadline.resolve}.]]

Cordialement,
{agent.firstName}, {seller.name}`,
};
