import type { MakingGoodWords } from './letter.ts';

export const en: MakingGoodWords = {
  subject: ({ number, onReturn }) => (onReturn ? `About your return ${number}: we are sorry` : `About your order ${number}: we are sorry`),
  greeting: (buyer) => `Hello ${buyer},`,
  regret: {
    shipped_late: ({ item, number }) =>
      `${item} (order ${number}) should have left us by now. It is late because of us, and we are sorry for that.`,
    parcel_still: ({ item, number }) =>
      `the parcel with ${item} (order ${number}) has not moved for more than two days. We are sorry that you have to wait for it.`,
    delivered_late: ({ item, number, over }) =>
      over
        ? `${item} (order ${number}) reached you later than we had promised. We are sorry for that.`
        : `${item} (order ${number}) should be with you by now, and it is not. We are sorry for that.`,
    parcel_damaged: ({ item, number }) =>
      `${item} (order ${number}) was damaged on its way to you. We are sorry: it should have reached you whole.`,
    parcel_misdelivered: ({ item, number }) =>
      `the carrier handed the parcel with ${item} (order ${number}) in at the wrong place. We are sorry for the trouble that this gives you.`,
    parcel_lost: ({ item, number }) => `the parcel with ${item} (order ${number}) was lost on its way to you. We are very sorry.`,
    answered_late: ({ number }) =>
      `you had to wait for our answer about your return ${number} longer than anybody should. We are sorry for that.`,
    arrived_late: ({ item }) => `${item} reached you too late. We are sorry that you could not count on our date.`,
    not_as_described: ({ item }) => `${item} is not what we had described to you. We are sorry: you should have got what you had read.`,
    missing_part: ({ item }) => `something was missing when ${item} reached you. We are sorry that we did not pack it completely.`,
    damaged_in_transit: ({ item }) => `${item} was damaged on its way to you. We are sorry: it should have reached you whole.`,
    wrong_item: ({ item }) => `we sent you something else instead of ${item}. That was our mistake, and we are sorry for it.`,
    not_received: ({ item }) => `${item} never reached you. We are very sorry.`,
    resolved_late: ({ number }) => `your return ${number} is taking us longer than we had promised. We are sorry for that.`,
    refunded_late: ({ number }) =>
      `the money for your return ${number} should have been with you by now. We are sorry that you have to wait for it.`,
    return_parcel_lost: ({ number }) =>
      `the parcel of your return ${number} was lost on its way back to us, under our label. We are sorry; it costs you nothing.`,
    other: ({ number, onReturn }) =>
      `not everything went as it should with your ${onReturn ? 'return' : 'order'} ${number}. We are sorry for that.`,
  },
  next: {
    shipped_late: () => 'We are getting it on its way now, and you get its tracking number when it leaves.',
    parcel_still: () => 'We have asked the carrier where it is, and we stay on it.',
    delivered_late: () => 'We are following it with the carrier until it is with you.',
    parcel_damaged: () =>
      'Tell us how you would like us to put it right: repair, replacement or your money back. We arrange it with the carrier.',
    parcel_misdelivered: () =>
      'We have asked the carrier to find it and bring it to you. If that fails, you get a replacement or your money back.',
    parcel_lost: () =>
      'You need not look for it. Tell us which you prefer, a replacement or all of your money back; we settle the rest with the carrier.',
    answered_late: () => 'Your request is with us, and it is being looked at now.',
    not_as_described: () => 'Your return goes on as we told you, at our expense.',
    missing_part: () => 'Your return goes on as we told you, at our expense.',
    damaged_in_transit: () => 'Your return goes on as we told you, at our expense.',
    wrong_item: () => 'Your return goes on as we told you, at our expense.',
    arrived_late: () => 'Your return goes on as we told you.',
    not_received: () => 'You do not have to send anything: we put it right from here.',
    resolved_late: () => 'It is at the top of our list now.',
    refunded_late: () => 'We are seeing to it that it leaves now.',
    return_parcel_lost: () =>
      'You do not have to do anything: we settle it with the carrier, and your return goes on as if it had arrived.',
  },
  arrivesBy: {
    carrier: (date) => `The carrier says that it arrives on ${date}.`,
    terms: (date) => `We want it to be with you by ${date}; that is the day we hold ourselves to, the carrier has not confirmed it yet.`,
  },
  answerBy: (date) => `You have our answer by ${date} at the latest.`,
  again: (date) =>
    `We do not know a day for it yet, and do not want to make one up. We write to you again by ${date} at the latest, whatever we know by then.`,
  track: (url) => `You can see where it is here: ${url}`,
  refund: (amount) =>
    `To make up for it, we are paying ${amount} back to the means of payment that you used. Banks usually take 3 to 6 days to show it.`,
  voucher: (amount, code) => `To make up for it, here is a voucher of ${amount} for your next order with us: ${code}`,
  warranty: (months, item) =>
    `To make up for it, we extend the warranty of ${item} by ${months} months. You need not do anything for it: we have noted it with your order.`,
  rights: 'This comes on top: it takes none of your rights away, and you do not have to give anything up for it.',
  close: (seller) => `Kind regards,\n${seller}`,
};
