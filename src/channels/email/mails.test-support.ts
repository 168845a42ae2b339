/**
 * A mailbox as sellers know it, made by dice: notices of several marketplaces in five languages, buyers who write and answer, bounces, robots,
 * spam, broken MIME, wrong charsets, and each thing now and then twice. Every mail says what has to become of it.
 */

export type Rng = () => number;
/** Mulberry32: small, and the same everywhere. */
export function rngOf(seed: number): Rng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export const pick = <T>(rng: Rng, from: readonly T[]): T => from[Math.floor(rng() * from.length)]!;

export type Charset = 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'utf-16le';
export type MimeOptions = {
  readonly from: string;
  readonly to?: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly id?: string | null;
  readonly date?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the words are written … */
  readonly charset?: Charset;
  /** … and what the mail says about it; null: nothing. */
  readonly told?: string | null;
  readonly encoding?: '8bit' | 'base64' | 'quoted-printable';
  readonly rawSubject?: boolean;
  readonly files?: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
};

const bytesIn = (text: string, charset: Charset): Buffer =>
  charset === 'utf-8' ? Buffer.from(text, 'utf8') : charset === 'utf-16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'latin1');
const folded = (base64: string): string => base64.match(/.{1,76}/g)?.join('\r\n') ?? '';
const quoted = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return sign === '\n' || sign === '\r' || (byte >= 32 && byte < 127 && sign !== '=')
        ? sign
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** One part's headers and body. */
function part(type: string, text: string, { charset = 'utf-8', told = charset, encoding = '8bit' }: MimeOptions): Buffer {
  const bytes = bytesIn(text, charset);
  const body = encoding === 'base64' ? folded(bytes.toString('base64')) : encoding === 'quoted-printable' ? quoted(bytes) : bytes;
  const head = `Content-Type: ${type}${told === null ? '' : `; charset="${told}"`}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), typeof body === 'string' ? Buffer.from(body, 'latin1') : body, Buffer.from('\r\n')]);
}

const word = (text: string): string => (/^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`);

/** The bytes of a mail, right or wrong as asked for. */
export function mime(options: MimeOptions): Buffer {
  const { from, to = 'retours@phenix.example', subject, text, html, id, date, headers = {}, files = [] } = options;
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    ...(options.replyTo ? [`Reply-To: ${options.replyTo}`] : []),
    ...(id ? [`Message-ID: <${id}>`] : []),
    ...(date ? [`Date: ${new Date(date).toUTCString()}`] : []),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
  ];
  const head = Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n`),
    Buffer.from('Subject: '),
    options.rawSubject ? bytesIn(subject, options.charset ?? 'utf-8') : Buffer.from(word(subject)),
    Buffer.from('\r\n'),
  ]);
  const words = [
    ...(text === undefined ? [] : [part('text/plain', text, options)]),
    ...(html === undefined ? [] : [part('text/html', html, options)]),
  ];
  if (words.length === 1 && files.length === 0) return Buffer.concat([head, words[0]!]);
  const between = 'b0undary-of-parts';
  const all = [
    ...words,
    ...files.map((file) =>
      Buffer.from(
        `Content-Type: ${file.type}; name="${file.name}"\r\nContent-Disposition: attachment; filename="${file.name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${folded(Buffer.from(file.bytes).toString('base64'))}\r\n`,
      ),
    ),
  ];
  return Buffer.concat([
    head,
    Buffer.from(`Content-Type: multipart/${files.length > 0 ? 'mixed' : 'alternative'}; boundary="${between}"\r\n\r\n`),
    ...all.flatMap((one) => [Buffer.from(`--${between}\r\n`), one]),
    Buffer.from(`--${between}--\r\n`),
  ]);
}

export type Tongue = 'en' | 'fr' | 'de' | 'es' | 'it';
export const TONGUES: readonly Tongue[] = ['en', 'fr', 'de', 'es', 'it'];

/** How buyers say it: what our reader must make of it stands beside. */
export const COMPLAINTS: readonly { readonly says: Readonly<Record<Tongue, string>>; readonly reason: string; readonly fault?: string }[] =
  [
    {
      reason: 'defective',
      fault: 'battery',
      says: {
        en: 'The battery drains within two hours. I would like to return the phone.',
        fr: 'La batterie se vide en deux heures. Je souhaite retourner le téléphone.',
        de: 'Der Akku entlädt sich in zwei Stunden. Ich möchte das Telefon zurücksenden.',
        es: 'La batería se descarga en dos horas. Quiero devolver el teléfono.',
        it: 'La batteria si scarica in due ore. Vorrei restituire il telefono.',
      },
    },
    {
      reason: 'defective',
      fault: 'screen',
      says: {
        en: 'The screen is broken and does not respond. Please refund me.',
        fr: 'L’écran est défectueux et ne répond pas. Merci de me rembourser.',
        de: 'Der Bildschirm ist defekt und reagiert nicht. Bitte erstatten Sie mir das Geld.',
        es: 'La pantalla está averiada y no responde. Solicito el reembolso.',
        it: 'Lo schermo è difettoso e non risponde. Chiedo il rimborso.',
      },
    },
    {
      reason: 'wrong_item',
      says: {
        en: 'I received the wrong model, please take it back.',
        fr: 'J’ai reçu le mauvais modèle, je veux le renvoyer.',
        de: 'Ich habe das falsche Modell erhalten und möchte es zurückgeben.',
        es: 'He recibido el modelo equivocado, quiero devolverlo.',
        it: 'Ho ricevuto il modello sbagliato, vorrei restituirlo.',
      },
    },
    {
      reason: 'missing_part',
      says: {
        en: 'The charger is missing, I ask for an exchange.',
        fr: 'Il manque le chargeur, je demande un échange.',
        de: 'Das Ladekabel fehlt, ich bitte um Umtausch.',
        es: 'Falta el cargador, solicito un cambio por otro.',
        it: 'Manca il caricatore, chiedo la sostituzione.',
      },
    },
    {
      reason: 'changed_mind',
      says: {
        en: 'I changed my mind and withdraw from the purchase.',
        fr: 'J’ai changé d’avis et j’exerce mon droit de rétractation.',
        de: 'Hiermit erkläre ich den Widerruf meines Kaufs.',
        es: 'He cambiado de opinión y ejerzo mi derecho de desistimiento.',
        it: 'Ho cambiato idea ed esercito il diritto di recesso.',
      },
    },
    {
      reason: 'not_as_described',
      says: {
        en: 'It is not as described: deep scratches on the back. I want to send it back.',
        fr: 'Non conforme à la description : rayures profondes au dos. Je veux le retourner.',
        de: 'Nicht wie beschrieben: tiefe Kratzer auf der Rückseite. Ich möchte es zurückschicken.',
        es: 'No corresponde a la descripción: arañazos profundos detrás. Quiero devolverlo.',
        it: 'Non conforme alla descrizione: graffi profondi sul retro. Vorrei restituirlo.',
      },
    },
  ];

export const CHATS: Readonly<Record<Tongue, readonly string[]>> = {
  en: ['Thank you, I will send it on Monday.', 'I have dropped the parcel at the shop this morning.', 'Could you tell me when it arrives?'],
  fr: ['Merci, je l’envoie lundi.', 'J’ai déposé le colis ce matin au relais.', 'Pouvez-vous me dire où en est mon dossier ?'],
  de: ['Danke, ich schicke es am Montag.', 'Das Paket habe ich heute früh abgegeben.', 'Können Sie mir sagen, wie es weitergeht?'],
  es: ['Gracias, lo envío el lunes.', 'He entregado el paquete esta mañana.', '¿Me pueden decir cómo va el asunto?'],
  it: ['Grazie, lo spedisco lunedì.', 'Ho consegnato il pacco stamattina.', 'Potete dirmi a che punto siamo?'],
};

/** What each marketplace writes when somebody wants to return something, in its own layout. */
export type NoticeOf = {
  readonly order: string;
  readonly says: string;
  readonly imei?: string;
  readonly name: string;
  readonly email: string;
};
type Layout = (of: NoticeOf) => Pick<MimeOptions, 'from' | 'subject' | 'text' | 'html' | 'replyTo'>;

const BM: Readonly<Record<Tongue, Layout>> = {
  fr: ({ order, says, imei }) => ({
    from: 'Back Market <sav@backmarket.fr>',
    subject: `Nouvelle demande de SAV pour la commande ${order}`,
    text: `Bonjour,\n\nUn client a ouvert une demande de retour.\n\nNuméro de commande : ${order}\n${imei ? `IMEI : ${imei}\n` : ''}Commentaire du client : ${says}\n\nRépondez-lui sous 24 heures.\nL’équipe Back Market`,
  }),
  en: ({ order, says, imei }) => ({
    from: 'Back Market <care@backmarket.com>',
    subject: `New return request for order ${order}`,
    html: `<html><body><p>Hello,</p><p>A customer opened a return request.</p><table><tr><td>Order number</td><td>${order}</td></tr>${imei ? `<tr><td>IMEI</td><td>${imei}</td></tr>` : ''}<tr><td>Customer comment</td><td>${says}</td></tr></table><script>alert(1)</script><img src="http://tracker.example/x.gif"></body></html>`,
  }),
  de: ({ order, says }) => ({
    from: 'Back Market <service@backmarket.de>',
    subject: `Neue Rückgabe: Bestellung ${order}`,
    text: `Guten Tag,\n\nein Kunde möchte ein Gerät zurücksenden.\n\nBestellnummer: ${order}\nKommentar des Kunden:\n${says}\n\nIhr Back-Market-Team`,
  }),
  es: ({ order, says }) => ({
    from: 'Back Market <atencion@backmarket.es>',
    subject: `Nueva solicitud de devolución del pedido ${order}`,
    text: `Hola:\n\nNúmero de pedido: ${order}\nComentario del cliente: ${says}\n\nEl equipo de Back Market`,
  }),
  it: ({ order, says }) => ({
    from: 'Back Market <assistenza@backmarket.it>',
    subject: `Nuova richiesta di reso per l’ordine ${order}`,
    text: `Salve,\n\nNumero ordine: ${order}\nCommento del cliente: ${says}\n\nIl team di Back Market`,
  }),
};
const AMAZON: Layout = ({ order, says }) => ({
  from: 'Amazon.de <return@amazon.de>',
  subject: `Return authorization request for order ${order}`,
  text: `Dear Seller,\n\nThis email is being sent to you by Amazon to notify you that a buyer requested to return an item.\n\nOrder ID: ${order}\nItem: iPhone 13 128 GB\nQuantity: 1\nReturn reason: ${says}\nCustomer comments: ${says}\nRequest received: today\n\nThe returns process is simple.`,
});
const EBAY: Layout = ({ order, says }) => ({
  from: 'eBay <ebay@ebay.com>',
  subject: `Your buyer wants to return: iPhone 13 (${order})`,
  html: `<div><h2>Your buyer started a return</h2><table><tr><td>Order number:</td><td>${order}</td></tr><tr><td>Return reason:</td><td>${says}</td></tr><tr><td>Buyer comments:</td><td>${says}</td></tr></table></div>`,
});
const MIRAKL: Layout = ({ order, says }) => ({
  from: 'Marketplace <no-reply@mirakl.net>',
  subject: `[Return request] Commande ${order}`,
  text: `Bonjour,\n\nLe client a ouvert un incident.\n\nCommande n° : ${order}\nMotif : ${says}\nMessage du client :\n${says}\n\nConnectez-vous à votre espace.`,
});
const SHOPIFY: Layout = ({ order, says, name, email }) => ({
  from: 'Phénix (Shopify) <mailer@shopify.com>'.replace('é', 'e'),
  replyTo: email,
  subject: `New customer message: order ${order}`,
  text: `You received a new message from your online store's contact form.\n\nName:\n${name}\n\nEmail:\n${email}\n\nOrder:\n${order}\n\nBody:\n${says}\n`,
});
const FORM: Layout = ({ order, says, name, email }) => ({
  from: 'Formulaire <www@phenix.example>',
  subject: 'Formulaire de contact',
  text: `Nom : ${name}\nE-mail : ${email}\nCommande : ${order}\nMessage : ${says}\n`,
});
export const LAYOUTS = { backmarket: BM, amazon: AMAZON, ebay: EBAY, mirakl: MIRAKL, shopify: SHOPIFY, form: FORM } as const;

export const quote = (text: string): string =>
  `\n\nLe lun. 3 nov. 2026 à 10:00, Phénix Mobile <retours@phenix.example> a écrit :\n${text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}\n`;

/** RFC 3464. `about`: the Message-ID of the mail that came back. */
export const bounceOf = (about: string, recipient: string, id: string, status = '5.1.1'): Buffer =>
  Buffer.from(
    [
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
      'To: retours@phenix.example',
      'Return-Path: <>',
      'Auto-Submitted: auto-replied',
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${id}>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=RR',
      '',
      '--RR',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      'This is the mail system at host mx.example. Your message could not be delivered.',
      '--RR',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; 550 ${status} <${recipient}>: no such user`,
      '',
      '--RR',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${about}`,
      'Subject: Votre retour',
      `To: ${recipient}`,
      '',
      'Bonjour',
      '--RR--',
      '',
    ].join('\r\n'),
  );

const SPAM = [
  ['MAKE $$$ NOW!!!', 'You have won the lottery! Claim your inheritance of 4 million dollars, bitcoin accepted. Casino bonus inside.'],
  [
    'SEO services for your shop',
    'We offer SEO services, backlinks and guest post packages to rank your website #1. Increase your traffic!',
  ],
  ['Prêt rapide', 'Prêt entre particuliers, prêt rapide sans justificatif. Casino en ligne gratuit.'],
] as const;
export const spam = (rng: Rng, n: number): Buffer => {
  const [subject, text] = pick(rng, SPAM);
  return mime({
    from: `Offers <offer${n}@spam-${n % 7}.example>`,
    subject: `${subject} ${n}`,
    text,
    id: `spam.${n}@spam.example`,
    date: '2026-11-20T08:00:00Z',
    headers: { 'List-Unsubscribe': '<mailto:u@spam.example>', Precedence: 'bulk' },
  });
};

/** MIME as broken programs send it. */
export const broken = (rng: Rng, n: number, from: string, text: string): Buffer =>
  pick(rng, [
    // A boundary that never comes again.
    () =>
      Buffer.from(
        `From: ${from}\r\nSubject: broken ${n}\r\nMessage-ID: <broken.${n}@x.example>\r\nContent-Type: multipart/mixed; boundary="never"\r\n\r\n--never\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
      ),
    // Says that it is multipart and is not.
    () =>
      Buffer.from(
        `From: ${from}\r\nSubject: broken ${n}\r\nMessage-ID: <broken.${n}@x.example>\r\nContent-Type: multipart/alternative\r\n\r\n${text}\r\n`,
      ),
    // Base64 that is none.
    () =>
      Buffer.from(
        `From: ${from}\r\nSubject: broken ${n}\r\nMessage-ID: <broken.${n}@x.example>\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!${text}\r\n`,
      ),
    // No sender, no date, bare line feeds, a header without a colon.
    () => Buffer.from(`Subject: broken ${n}\nnonsense without a colon\n\n${text} ${n}\n`),
    // HTML that nobody closed.
    () =>
      Buffer.from(
        `From: ${from}\r\nSubject: broken ${n}\r\nMessage-ID: <broken.${n}@x.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><div><p>${text}<table><tr><td>`,
      ),
    // Bytes.
    () => Buffer.from(Uint8Array.from({ length: 400 }, (_, i) => (i === 0 ? n % 256 : i === 1 ? n >> 8 : Math.floor(rng() * 256)))),
  ])();
