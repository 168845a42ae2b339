/** English. Warm and plain: regret first where something went wrong, then what happens next, and by when. */
import type { ProductState } from '../../core/policy/document.ts';
import type { Verdict } from '../../core/return/model.ts';
import type { CommonFacts } from '../facts.ts';
import { beforeSending, blocks, type Frame, type General, type Letters, listed, scaleOf } from '../letter.ts';
import { regretFor } from './regret.ts';

const yours = ({ items: [first, ...others] }: CommonFacts): string =>
  others.length > 0 ? `your ${others.length + 1} items` : `your ${first?.title ?? 'item'}`;
const they = ({ items }: CommonFacts) => (items.length > 1 ? { it: 'them', is: 'are', has: 'have' } : { it: 'it', is: 'is', has: 'has' });
const sorry = (facts: CommonFacts): string | false =>
  facts.sorry &&
  (regretFor('en', facts.sorryFor) ?? `We are sorry that ${yours(facts)} gave you trouble. You should not have had to write to us.`);
const contest =
  'If you see it differently, answer this message and tell us why, with photos if you have some. Somebody else will look at it again.';

const GENERAL: General = {
  device: [
    'Back up your photos, messages and documents: we erase every device that reaches us.',
    'Sign out of your accounts (iCloud and “Find My”, Google, Samsung, Windows). A device that is still locked can be neither repaired nor resold, and your return would take longer.',
    'Take out the SIM and memory cards, and delete an eSIM.',
    'If the device still starts: reset it to factory settings and switch it off.',
  ],
  packaging: ['Pad the box well.'],
  documents: ['Put the return slip inside, on top.'],
};
const DAMAGED_BATTERY =
  'If the battery is swollen, leaking or very hot, please do not send the device. Write to us first: it needs special packaging.';

const FINDINGS: Readonly<Record<Verdict, string>> = {
  fault_confirmed: 'we found the fault that you described.',
  no_fault_found: 'we tested it thoroughly and could not find the fault that you described.',
  customer_damage: 'we found damage that happened after delivery.',
  other_device: 'the device in the parcel is not the one that we sold to you.',
  incomplete: 'something is missing from the parcel.',
  as_described: 'it is in the condition that you described.',
};
const STATES: Readonly<Record<ProductState, string>> = {
  complete: 'complete, with everything that came with it',
  undamaged: 'undamaged',
  unlocked: 'signed out of every account',
  wiped: 'erased',
  original_packaging: 'in its original packaging',
  unopened: 'unopened',
};

const parcel = (carrier?: string, number?: string): string =>
  carrier && number
    ? ` It travels with ${carrier}, tracking number ${number}.`
    : number
      ? ` Its tracking number is ${number}.`
      : carrier
        ? ` It travels with ${carrier}.`
        : '';
const tracking = (url?: string) => (url ? { action: { says: 'Follow the parcel', url } } : {});

/** How the parcel is handed in, where it is not simply posted. */
const HANDING_IN = {
  pickup: 'A driver comes to your door for it, in the time that was agreed: please have the parcel ready.',
  dropoff: 'No printer? Show the code on the label from your telephone where you hand the parcel in.',
  store: 'Bring it to our store: we know your return by the code on the slip.',
} as const;

const SCALE = ['Very bad', 'Bad', 'So-so', 'Good', 'Very good'] as const;

export const en: Letters = {
  received_request: (f, say) => ({
    subject: f.answered ? `Thank you for your answer (${f.rma})` : `We have your return request (${f.rma})`,
    headline: f.answered ? 'Thank you, we have your answer' : 'We have your request',
    blocks: blocks(
      !f.answered && sorry(f),
      f.answered ? `Thank you for your answer about ${yours(f)}.` : `We have received your return request for ${yours(f)}.`,
      listed('Why one of us looks at it', f.reasons),
      `${f.reasons?.length ? 'You' : 'One of us is looking at it now, and you'} will hear from us${f.answerBy ? ` by ${say.date(f.answerBy)} at the latest` : ' soon'}. You do not have to do anything until then: please do not send anything yet.`,
      listed('When our answer would be different', f.wouldChange),
    ),
  }),

  approved: (f, say) => {
    const { way } = f;
    const refund =
      f.refund &&
      `Once ${yours(f)} ${they(f).has} arrived and been checked, your refund comes to ${say.money(f.refund)}${f.refundBy ? `, by ${say.date(f.refundBy)}` : ''}.`;
    if (way.kind === 'none') {
      return {
        subject: `Your return is accepted: nothing to send (${f.rma})`,
        headline: 'Accepted, and you need not send anything',
        blocks: blocks(
          sorry(f),
          `Your request about ${yours(f)} is accepted, and you do not have to send anything back.`,
          f.refund && `We are refunding ${say.money(f.refund)}${f.refundBy ? ` by ${say.date(f.refundBy)}` : ''}.`,
          listed('The reasons', f.reasons),
        ),
      };
    }
    const until = way.sendBy ? ` by ${say.date(way.sendBy)}` : '';
    return {
      subject: way.kind === 'prepaid' ? `Your return is accepted: here is your label (${f.rma})` : `Your return is accepted (${f.rma})`,
      headline: 'Your return is accepted',
      blocks: blocks(
        sorry(f),
        way.kind === 'prepaid'
          ? `Your return of ${yours(f)} is accepted, and we pay the postage. Print the label and the return slip, and hand the parcel in${until}.`
          : `Your return of ${yours(f)} is accepted. Please send ${they(f).it} to the address below${until}, with a carrier that gives you a tracking number, and keep your receipt.`,
        { action: true },
        { title: 'Where it goes', address: way.address },
        { title: 'Before you send it', steps: beforeSending(GENERAL, f.instructions) },
        listed(
          'The condition agreed on',
          f.productState?.map((state) => STATES[state]),
        ),
        f.instructions?.caution?.join(' ') ?? (way.lithium && DAMAGED_BATTERY),
        refund,
        listed('The reasons for our answer', f.reasons),
        ...(f.instructions?.contact ?? []),
        { link: { says: 'Return slip, to put inside the parcel', url: way.slipUrl } },
      ),
      action:
        way.kind === 'prepaid' ? { says: 'Print your label', url: way.labelUrl } : { says: 'Print your return slip', url: way.slipUrl },
    };
  },

  rejected: (f) => ({
    subject: `About your return request (${f.rma})`,
    headline: 'We can’t accept this return',
    blocks: blocks(
      `We have looked at your request for ${yours(f)} carefully. We are sorry that we can’t accept it.`,
      listed('Why', f.reasons),
      listed('When our answer would be different', f.wouldChange),
      contest,
      'Your legal rights stay untouched by this answer.',
    ),
    action: { says: 'Contest this answer', url: f.progressUrl },
  }),

  information_request: (f, say) => ({
    subject: `A question about your return (${f.rma})`,
    headline: 'We have a question',
    blocks: blocks(
      `To go on with your return of ${yours(f)}, we need a little more from you:`,
      { words: f.asks },
      `Please answer${f.answerBy ? ` by ${say.date(f.answerBy)}` : ' when you can'}. We go on as soon as we have it.`,
    ),
    action: { says: 'Answer', url: f.progressUrl },
  }),

  answer_reminder: (f, say) => ({
    subject: `Your answer is still missing (${f.rma})`,
    headline: 'A short reminder',
    blocks: blocks(
      `We asked you something about ${yours(f)} and have not heard from you yet:`,
      { words: f.asks },
      `Please answer${f.answerBy ? ` by ${say.date(f.answerBy)}` : ' when you can'}. If you have answered already, thank you: you need not do anything.`,
    ),
    action: { says: 'Answer', url: f.progressUrl },
  }),

  label: (f, say) => ({
    subject: `Your return label (${f.rma})`,
    headline: 'Your label is ready',
    blocks: blocks(
      `The label for ${yours(f)} is ready${f.carrier ? ` (${f.carrier})` : ''}. Print it, stick it flat on the parcel, and hand the parcel in${f.sendBy ? ` by ${say.date(f.sendBy)}` : ''}. Keep the receipt until your return is closed.`,
      f.how && HANDING_IN[f.how],
      { link: { says: 'Return slip, to put inside the parcel', url: f.slipUrl } },
    ),
    action: { says: 'Print your label', url: f.labelUrl },
  }),

  send_back_reminder: (f, say) => ({
    subject: `A reminder: your parcel (${f.rma})`,
    headline: 'Have you sent your parcel?',
    blocks: blocks(
      `We have not seen the parcel with ${yours(f)} yet${f.sendBy ? `. Please send it by ${say.date(f.sendBy)}` : ''}.`,
      'Have you sent it already? Then you need not do anything. Do you need more time, or did something go wrong? Just answer this message.',
    ),
    ...(f.labelUrl && { action: { says: 'Print your label', url: f.labelUrl } }),
  }),

  in_transit: (f) => ({
    subject: `Your parcel is on its way to us (${f.rma})`,
    headline: 'Your parcel is on its way',
    blocks: blocks(
      `Thank you for sending ${yours(f)}.${parcel(f.carrier, f.trackingNumber)}`,
      'We write to you again as soon as it is here. There is nothing more that you have to do.',
    ),
    ...tracking(f.trackingUrl),
  }),

  parcel_lost: (f, say) => ({
    subject: `Your parcel got lost on its way to us (${f.rma})`,
    headline: 'Your parcel got lost',
    blocks: blocks(
      `We are sorry: the carrier has lost the parcel with ${yours(f)}.`,
      `We take it up with the carrier. You do not have to search for anything: please just keep the receipt that you got when you handed it in. We tell you how it ends${f.resolveBy ? ` by ${say.date(f.resolveBy)}` : ' as soon as we can'}.`,
    ),
  }),

  received: (f, say) => ({
    subject: `Your parcel has arrived (${f.rma})`,
    headline: 'Your parcel has arrived',
    blocks: blocks(
      `${f.items.length > 1 ? `Your ${f.items.length} items have` : `Your ${f.items[0]?.title ?? 'item'} has`} arrived. Thank you.`,
      `We now check ${they(f).it}, and you get our answer${f.resolveBy ? ` by ${say.date(f.resolveBy)}` : ' in the next few days'}.`,
    ),
  }),

  inspected: (f, say) => ({
    subject: `We have checked ${f.items.length > 1 ? 'your items' : 'your device'} (${f.rma})`,
    headline: 'We have had a look',
    blocks: blocks(
      `We have checked ${yours(f)}:`,
      { list: f.findings.map(({ title, verdict }) => `${title}: ${FINDINGS[verdict]}`) },
      `What follows from that, we tell you${f.resolveBy ? ` by ${say.date(f.resolveBy)}` : ' next'}.`,
    ),
  }),

  resolved: (f, say) => ({
    subject: f.as === 'repair' ? `We are repairing your device (${f.rma})` : `We are sending you a replacement (${f.rma})`,
    headline: f.as === 'repair' ? 'We repair it' : 'You get a replacement',
    blocks: blocks(
      sorry(f),
      f.as === 'repair'
        ? `We repair ${yours(f)} at no cost to you${f.by ? `, by ${say.date(f.by)}` : ''}, and send ${they(f).it} back to you.`
        : `We replace ${yours(f)} at no cost to you. The replacement leaves us${f.by ? ` by ${say.date(f.by)}` : ' soon'}.`,
      'You get the tracking number when the parcel leaves.',
    ),
  }),

  refund_on_its_way: (f, say) => ({
    subject: `Your refund of ${say.money(f.amount)} is on its way (${f.rma})`,
    headline: `${say.money(f.amount)} on the way back to you`,
    blocks: blocks(
      sorry(f),
      `We have started your refund of ${say.money(f.amount)} for ${yours(f)}.`,
      f.kept && `We have kept ${say.money(f.kept)} of the full amount${f.keptBecause ? `: ${f.keptBecause}` : '.'}`,
      f.byTransfer
        ? 'It comes by bank transfer to the account that you give us: if you have not done so yet, please enter it on the page of your return. Once sent, it takes one to two working days.'
        : f.paidOutBy
          ? `${f.paidOutBy} pays it back to the means of payment that you used. We tell you when it is confirmed.`
          : 'It goes back to the means of payment that you used. We tell you when it is confirmed.',
    ),
  }),

  refunded: (f, say) => ({
    subject: `You have been refunded ${say.money(f.amount)} (${f.rma})`,
    headline: `${say.money(f.amount)} refunded`,
    blocks: blocks(
      `Your refund of ${say.money(f.amount)} for ${yours(f)} is confirmed${f.paidOutBy ? ` by ${f.paidOutBy}` : ''}.`,
      f.byTransfer
        ? 'It was sent by bank transfer and should be on your account within two working days. If it is not there after that, write to us: we look for it.'
        : 'Banks usually take 3 to 6 days to show it on your account. If it is not there after that, write to us: we look for it.',
      'Thank you for your patience.',
    ),
  }),

  repaired: (f) => ({
    subject: `Repaired, and on its way to you (${f.rma})`,
    headline: 'Repaired, and on its way to you',
    blocks: blocks(
      `Good news: ${yours(f)} ${they(f).is} repaired and on the way to you.${parcel(f.carrier, f.trackingNumber)}`,
      'If anything is not right when you unpack, tell us at once: we put it right.',
    ),
    ...tracking(f.trackingUrl),
  }),

  replaced: (f) => ({
    subject: `Your replacement is on its way (${f.rma})`,
    headline: 'Your replacement is on its way',
    blocks: blocks(
      `Good news: the replacement for ${yours(f)} is on the way to you.${parcel(f.carrier, f.trackingNumber)}`,
      'It is under warranty as the first one was. If anything is not right, tell us at once.',
    ),
    ...tracking(f.trackingUrl),
  }),

  remedy_failed: (f, say) => ({
    subject: `${f.as === 'repair' ? 'We could not repair your device' : 'We can’t send you a replacement'} (${f.rma})`,
    headline: f.as === 'repair' ? 'We could not repair it' : 'We have no replacement for you',
    blocks: blocks(
      f.as === 'repair' ? `We are sorry: ${yours(f)} can’t be repaired.` : `We are sorry: we have nothing to replace ${yours(f)} with.`,
      `A person now decides with you how it goes on: what the law gives you next, another device or your money, is yours. ${f.by ? `You hear from us by ${say.date(f.by)}.` : 'You hear from us soon.'}`,
      'Would you rather have one of the two? Answer this message and tell us.',
    ),
    action: { says: 'Answer', url: f.progressUrl },
  }),

  sent_back: (f) => ({
    subject: `We are sending ${f.items.length > 1 ? 'your items' : 'your device'} back to you (${f.rma})`,
    headline: 'On its way back to you',
    blocks: blocks(`We are sending ${yours(f)} back to you.${parcel(f.carrier, f.trackingNumber)}`, listed('Why', f.reasons), contest),
    ...tracking(f.trackingUrl),
  }),

  sent_out: (f) => ({
    subject: `Your parcel has left (${f.rma})`,
    headline: 'Your parcel has left',
    blocks: blocks(
      `The parcel with ${yours(f)} has left our workshop.${parcel(f.carrier, f.trackingNumber)}`,
      'It can take a few hours until the carrier shows the first scan.',
    ),
    ...tracking(f.trackingUrl),
  }),

  kept: (f, say) => ({
    subject: `You keep ${f.items.length > 1 ? 'your items' : 'your device'} (${f.rma})`,
    headline: f.amount ? `Yours to keep, and ${say.money(f.amount)} back` : 'Yours to keep',
    blocks: blocks(
      sorry(f),
      `As agreed, you keep ${yours(f)}.`,
      f.amount && `We refund ${say.money(f.amount)} to the means of payment that you used.`,
      'The warranty goes on as before.',
    ),
  }),

  denied: (f) => ({
    subject: `Our answer about your return (${f.rma})`,
    headline: 'Our answer about your return',
    blocks: blocks(
      `We have checked ${yours(f)} carefully. We are sorry that we can’t offer a refund, a repair or a replacement this time.`,
      listed('Why', f.reasons),
      contest,
      'Your legal rights stay untouched by this answer.',
    ),
    action: { says: 'Contest this answer', url: f.progressUrl },
  }),

  cancelled: (f) => ({
    subject: `Your return is cancelled (${f.rma})`,
    headline: 'Your return is cancelled',
    blocks: blocks(
      `The return of ${yours(f)} is cancelled, and there is nothing that you have to do.`,
      f.because && { list: [f.because] },
      'Was that a mistake, or have you changed your mind? You can ask for a return again, or simply answer this message.',
    ),
  }),

  expired: (f, say) => ({
    subject: `Your return has run out (${f.rma})`,
    headline: 'Your return has run out',
    blocks: blocks(
      f.unanswered
        ? `We had a question about ${yours(f)} and did not hear from you, so this return is closed for now.`
        : `We have not seen the parcel with ${yours(f)}${f.sendBy ? `, which we expected to be sent by ${say.date(f.sendBy)}` : ''}, so this return is closed for now.`,
      f.unanswered
        ? 'Would you still like to go on? Just answer this message, and we open the return again.'
        : 'Have you sent it already? Then send us the receipt, and we open the return again. Do you need more time? Just answer this message.',
    ),
  }),

  message: (f) => ({
    subject: `${f.seller.name}: a message about your return (${f.rma})`,
    headline: 'A message for you',
    blocks: blocks({ words: f.body }, f.author),
    personal: true,
    action: { says: 'Answer', url: f.progressUrl },
  }),

  hold_waiting: (f, say) => ({
    subject: `We need a little longer (${f.rma})`,
    headline: 'We need a little longer',
    blocks: blocks(
      f.arrived
        ? `The parcel with ${yours(f)} is here. We are sorry: we need longer than usual to check it.`
        : `We are sorry: we need longer than usual for your return of ${yours(f)}.`,
      f.because,
      `A person is looking at it, and ${f.by ? `you hear from us by ${say.date(f.by)}` : 'you hear from us as soon as we know more'}. Your rights and the legal deadlines stay as they are.`,
    ),
  }),

  survey: (f) => ({
    subject: f.again ? `Is all well now? (${f.rma})` : `How did your return go? (${f.rma})`,
    headline: f.again ? 'Is all well now?' : 'How did it go?',
    blocks: f.again
      ? blocks(
          `You had told us that your return of ${yours(f)} did not go well, and we came back to you about it.`,
          'How is it now? One tap is enough, and we do not ask again.',
          scaleOf(f, SCALE),
        )
      : blocks(
          f.refused
            ? `We could not do what you had asked for with ${yours(f)}. We would like to know all the same how you felt treated.`
            : `Thank you for your patience: your return of ${yours(f)} is complete.`,
          'How was it with us? One tap is enough.',
          scaleOf(f, SCALE),
          'If something went wrong, tell us: a person of our team reads it and comes back to you.',
          'You get this question once for this return. Your answer stays with us, and nothing depends on it.',
        ),
  }),

  dispute_opened: (f) => ({
    subject: `We have your complaint (${f.rma})`,
    headline: 'We have your complaint',
    blocks: blocks(
      `You do not agree about ${yours(f)}, and we take that seriously. Somebody who had no part in the first answer looks at everything again.`,
      'Until that is settled nothing more is decided about your return, and its dates that the law sets go on. You hear from us on this page and by mail.',
      'Is there anything that we should know or see, such as photos or an expert’s report? Just answer this message.',
    ),
  }),
};

export const enFrame: Frame = {
  colon: ':',
  greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
  signature: (seller) => `The ${seller} team`,
  attached: 'attached',
  returnCode: 'Return code',
  follow: 'Follow your return',
  preferences: 'Choose which mails you get',
  footer: (seller) => `You get this message because you asked for a return with ${seller}. You can answer it.`,
};
