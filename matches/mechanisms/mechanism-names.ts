import type { PricingName } from '#leagues/scenario-files/mechanisms.js';

/** In the order they are told. */
export const mechanismNames = [
  'grid-only',
  'mid-market-rate',
  'auction-highest-ask',
  'auction-midpoint',
  'auction-pay-as-bid',
  'auction-mcafee',
  'auction-muda',
  'clock-exchange',
  'bundle-trading',
  'vcg',
  'optimum',
] as const;
export type MechanismName = (typeof mechanismNames)[number];

export type AuctionName = Extract<MechanismName, `auction-${PricingName}`>;

/** Price rules of the auctions. */
export const auctionPricing: Readonly<Record<AuctionName, PricingName>> = {
  'auction-highest-ask': 'highest-ask',
  'auction-midpoint': 'midpoint',
  'auction-pay-as-bid': 'pay-as-bid',
  'auction-mcafee': 'mcafee',
  'auction-muda': 'muda',
};

/** What each party learns of the others, beside its own bill. */
export const privacy: Readonly<Record<MechanismName, string>> = {
  'grid-only': 'the supplier: each meter; nobody else anything',
  'mid-market-rate': 'the operator: each meter; all: the rates',
  'auction-highest-ask': 'all: each order (amount and price) and its trades; on a chain for ever',
  'auction-midpoint': 'as with the highest ask',
  'auction-pay-as-bid': 'as with the highest ask, and what each pays',
  'auction-mcafee': 'as with the highest ask',
  'auction-muda': 'as with the highest ask, and the lots; the operator: the lots beforehand',
  'clock-exchange':
    'the operator: each package in every round; all: prices, and what each traded; problems stay at home',
  'bundle-trading': 'all: each order (a bundle and a limit) and its trades; problems stay at home',
  vcg: 'the operator: each whole problem; all: their own payments',
  optimum: 'the operator: each whole problem',
};

/** Why no contract keeps what a mechanism settles; those that are not here have one. */
export const withoutContract: Readonly<Partial<Record<MechanismName, string>>> = {
  'grid-only': 'nothing is traded',
  'mid-market-rate': 'no contract: an operator bills from the meters',
  vcg: 'no contract: one planner has to know what a chain would show to everybody',
  optimum: 'no contract: one planner has to know what a chain would show to everybody',
};
