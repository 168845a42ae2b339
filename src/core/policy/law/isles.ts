/** Ireland, the United Kingdom: no guarantee of fixed length, but a right to reject at once, and years in which a claim can be brought. */
import { months, repairOrReplace, withdrawalOf } from './directive.ts';
import type { CountryLaw } from './law.ts';

export const IE: CountryLaw = {
  country: 'IE',
  risk: { article: 'Consumer Rights Act 2022, s. 35' },
  withdrawal: [
    {
      ...withdrawalOf(
        {
          right: 'SI 484/2013 reg. 14',
          period: 'SI 484/2013 reg. 15',
          refund: 'SI 484/2013 reg. 19',
          withhold: 'SI 484/2013 reg. 19',
          sendBack: 'SI 484/2013 reg. 20',
          diminishedValue: 'SI 484/2013 reg. 20',
        },
        { customised: 'SI 484/2013 reg. 13', hygiene: 'SI 484/2013 reg. 13' },
      ),
      until: '2022-11-29',
    },
    {
      ...withdrawalOf(
        {
          right: 'Consumer Rights Act 2022, Part 5',
          period: 'Consumer Rights Act 2022, Part 5',
          refund: 'Consumer Rights Act 2022, Part 5',
          withhold: 'Consumer Rights Act 2022, Part 5',
          sendBack: 'Consumer Rights Act 2022, Part 5',
          diminishedValue: 'Consumer Rights Act 2022, Part 5',
        },
        { customised: 'Consumer Rights Act 2022, Part 5', hygiene: 'Consumer Rights Act 2022, Part 5' },
      ),
      from: '2022-11-29',
    },
  ],
  guarantee: [
    {
      from: '2003-01-22',
      until: '2022-11-29',
      months: months(72),
      limitation: true,
      presumptionMonths: months(6),
      remedies: repairOrReplace('SI 11/2003 reg. 7', 'SI 11/2003 reg. 7'),
      articles: { length: 'Statute of Limitations 1957, s. 11', presumption: 'SI 11/2003 reg. 5' },
      fromMemory: ['dates', 'months', 'presumptionMonths', 'remedies', 'articles'],
    },
    {
      from: '2022-11-29',
      months: months(72),
      limitation: true,
      presumptionMonths: months(12),
      remedies: repairOrReplace('Consumer Rights Act 2022, s. 25', 'Consumer Rights Act 2022, s. 26'),
      atOnce: {
        days: 30,
        offers: ['refund'],
        article: 'Consumer Rights Act 2022, s. 24',
        refund: { days: 14, from: 'goods_back', article: 'Consumer Rights Act 2022, s. 31' },
        pausesDuringRepair: { atLeastDaysAfter: 0, article: 'Consumer Rights Act 2022, s. 24' },
      },
      articles: { length: 'Statute of Limitations 1957, s. 11', presumption: 'Consumer Rights Act 2022, s. 22' },
      // The sections: looked up in the Act’s arrangement (irishstatutebook.ie); the refund of section 31 at ccpc.ie.
      fromMemory: ['months', 'articles'],
    },
  ],
  notes: [
    'The numbers of the sections on withdrawal (Part 5) were not looked up.',
    'Six years are the time to bring a claim; how long an item has to last is for a person to say. Directive (EU) 2024/1799 prolongs a liability period, and there is none shorter to prolong.',
    'That the thirty days stand still during a repair is from memory.',
  ],
};

export const GB: CountryLaw = {
  country: 'GB',
  risk: { article: 'Consumer Rights Act 2015, s. 29', fromMemory: true },
  withdrawal: [
    withdrawalOf(
      {
        right: 'SI 2013/3134 reg. 29',
        period: 'SI 2013/3134 reg. 30',
        refund: 'SI 2013/3134 reg. 34',
        withhold: 'SI 2013/3134 reg. 34(5)',
        sendBack: 'SI 2013/3134 reg. 35',
        diminishedValue: 'SI 2013/3134 reg. 34(9)',
      },
      { customised: 'SI 2013/3134 reg. 28(1)(b)', hygiene: 'SI 2013/3134 reg. 28(3)(a)' },
    ),
  ],
  guarantee: [
    {
      from: '2015-10-01',
      months: months(72),
      limitation: true,
      presumptionMonths: months(6),
      remedies: repairOrReplace('Consumer Rights Act 2015, s. 23', 'Consumer Rights Act 2015, s. 24(5)'),
      atOnce: {
        days: 30,
        offers: ['refund'],
        article: 'Consumer Rights Act 2015, s. 20, 22',
        refund: { days: 14, from: 'agreement', article: 'Consumer Rights Act 2015, s. 20(15)' },
        pausesDuringRepair: { atLeastDaysAfter: 7, article: 'Consumer Rights Act 2015, s. 22(6)–(8)' },
      },
      articles: { length: 'Limitation Act 1980, s. 5', presumption: 'Consumer Rights Act 2015, s. 19(14)–(15)' },
      fromMemory: ['dates', 'articles'],
    },
  ],
  notes: [
    'Scotland: five years instead of six (Prescription and Limitation (Scotland) Act 1973, s. 6). An order names no part of the country, and past the presumption a person decides in any case.',
    'The fourteen days of a refund after cancellation run from the goods or the proof of sending (reg. 34(5)); the desk counts from the declaration as the Directive does, which is never later.',
    'That the last day moves when it is a day of rest is the Directive’s rule (Reg. 1182/71), read into the Regulations that implement it: in doubt for the buyer.',
    'The presumption of section 19(14) is for repair, replacement and what follows them, not for the right to reject at once.',
  ],
};
