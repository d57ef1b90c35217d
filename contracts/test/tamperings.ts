import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { DEALER_SEAT, type CertifiedClearing, type ClearingGroup } from '../client/clearing-codec.js';
import { honestClearing, smallBook, tampered } from './small-market.js';

export const honest = tampered({});

/** The honest clearing with one seat's group changed. */
export function withGroup(
  seat: number,
  change: (group: ClearingGroup) => Partial<ClearingGroup>,
): CertifiedClearing {
  return {
    ...honest,
    groups: honest.groups.map((group) => (group.seat === seat ? { ...group, ...change(group) } : group)),
  };
}

export function withOrders(seat: number, orders: readonly LedgerOrder[]): CertifiedClearing {
  return withGroup(seat, ({ fills }) => ({ orders, fills: orders.map((_, i) => fills[i] ?? 0n) }));
}

/** A vector with one entry changed. */
export function changed(vector: readonly bigint[], index: number, value: bigint): bigint[] {
  return vector.map((entry, i) => (i === index ? value : entry));
}

export const [buyTwo, buyOne] = smallBook[0] as [LedgerOrder, LedgerOrder];
export const sell = smallBook[1]![0]!;
export const dealerGroup = (order: LedgerOrder, fill: bigint): ClearingGroup => ({
  seat: DEALER_SEAT,
  orders: [order],
  fills: [fill],
  payment: 0n,
  sigma: 0n,
});

/** What a dealer might try, and what the contract says to it. */
export const tamperings: readonly [what: string, refusal: string, clearing: () => CertifiedClearing][] = [
  ['an order left out', 'BookMismatch', () => withOrders(0, [buyTwo])],
  ['a whole book left out', 'BookMissing', () => ({ ...honest, groups: honest.groups.slice(1) })],
  ['the last book left out', 'BookMissing', () => ({ ...honest, groups: honest.groups.slice(0, -1) })],
  ['an order added', 'BookMismatch', () => withOrders(2, [smallBook[2]![0]!, buyOne])],
  ['an order replayed', 'BookMismatch', () => withOrders(1, [sell, sell])],
  ['orders in another sequence', 'BookMismatch', () => withOrders(0, [buyOne, buyTwo])],
  ['a limit changed by one unit', 'BookMismatch', () => withOrders(1, [{ ...sell, limit: sell.limit + 1n }])],
  [
    'a quantity changed by one unit',
    'BookMismatch',
    () => withOrders(1, [{ ...sell, bundle: changed(sell.bundle, 0, sell.bundle[0]! + 1n) }]),
  ],
  [
    'a limited order declared unlimited',
    'BookMismatch',
    () => withOrders(1, [{ ...sell, kind: 'unlimited' }]),
  ],
  ["another seat's book", 'BookMismatch', () => withOrders(2, [sell])],
  [
    'a seat twice',
    'SeatsOutOfOrder',
    () => ({ ...honest, groups: [honest.groups[0]!, honest.groups[0]!, ...honest.groups.slice(1)] }),
  ],
  [
    'a book for a seat that has none',
    'SeatsOutOfOrder',
    () => ({ ...honest, groups: [...honest.groups, { ...honest.groups[1]!, seat: 4 }] }),
  ],
  [
    'a fill lowered by 1 %',
    'NotOptimal',
    () => tampered({ fills: [[(FULL_FILL * 99n) / 100n, 0n], ...honestClearing.fills.slice(1)] }),
  ],
  [
    'a fill raised by 1 %',
    'OverDelivery',
    () =>
      tampered({
        fills: honestClearing.fills.map((fills, seat) => (seat === 2 ? [(FULL_FILL * 505n) / 1000n] : fills)),
      }),
  ],
  [
    'more delivered than offered, though it is there',
    'OverDelivery',
    () =>
      tampered({
        fills: honestClearing.fills.map((fills, seat) => (seat === 3 ? [(FULL_FILL * 505n) / 1000n] : fills)),
      }),
  ],
  ['a fill above one', 'FillOutOfRange', () => withGroup(1, () => ({ fills: [FULL_FILL + 1n] }))],
  [
    'convexity broken',
    'ConvexityBroken',
    () => tampered({ fills: [[FULL_FILL, 1n], ...honestClearing.fills.slice(1)] }),
  ],
  [
    'nothing filled though trade is worth it',
    'NotOptimal',
    () => tampered({ fills: smallBook.map((orders) => orders.map(() => 0n)) }),
  ],
  [
    'no trade at all, the tolerance padded by an order of the dealer',
    'NotOptimal',
    () =>
      tampered({
        fills: smallBook.map((orders) => orders.map(() => 0n)),
        dealerOrders: [
          { bundle: smallBook[0]![0]!.bundle.map(() => 0n), limit: -(2n ** 126n), kind: 'limited' },
        ],
        dealerFills: [0n],
      }),
  ],
  [
    'a price below what the seller asks, the tolerance padded likewise',
    'PaymentAboveLock',
    () =>
      tampered({
        prices: honestClearing.prices.map(() => 0n),
        dealerOrders: [
          { bundle: smallBook[0]![0]!.bundle.map(() => 0n), limit: 2n ** 126n, kind: 'limited' },
        ],
        dealerFills: [FULL_FILL],
      }),
  ],
  [
    'a price lowered by 1 %',
    'NotOptimal',
    () => tampered({ prices: changed(honestClearing.prices, 0, 1_980_000_000n) }),
  ],
  [
    'a price raised by 1 %',
    'PaymentAboveLock',
    () => tampered({ prices: changed(honestClearing.prices, 0, 2_020_000_000n) }),
  ],
  [
    'a price on what is left over',
    'NotOptimal',
    () => tampered({ offer: changed(honestClearing.offer, 1, 3_000_000_000n) }),
  ],
  ['a negative price', 'NegativePrice', () => tampered({ prices: changed(honestClearing.prices, 3, -1n) })],
  [
    'more offered than there is',
    'OfferOutOfRange',
    () => tampered({ offer: changed(honestClearing.offer, 2, 1n) }),
  ],
  ['a negative offer', 'OfferOutOfRange', () => tampered({ offer: changed(honestClearing.offer, 1, -1n) })],
  [
    'an inventory that the dealer has not, to offer of it',
    'WrongInventory',
    () => ({ ...honest, inventory: changed(honest.inventory, 2, 10n ** 9n) }),
  ],
  ['no inventory at all', 'WrongInventory', () => ({ ...honest, inventory: honest.inventory.map(() => 0n) })],
  ['sigma understated', 'SigmaMismatch', () => withGroup(0, ({ sigma }) => ({ sigma: sigma - 1n }))],
  [
    'a payment one unit too high',
    'PaymentMismatch',
    () => withGroup(0, ({ payment }) => ({ payment: payment + 1n })),
  ],
  [
    'a payment one unit too low',
    'PaymentMismatch',
    () => withGroup(1, ({ payment }) => ({ payment: payment - 1n })),
  ],
  [
    "a dealer's own order left unfilled though it is worth it",
    'NotOptimal',
    () => {
      const keep = {
        bundle: [0n, 10n ** 9n, 0n, 0n, 0n],
        limit: 15n * 10n ** 17n,
        kind: 'limited' as const,
      };
      return { ...honest, groups: [...honest.groups, dealerGroup(keep, 0n)] };
    },
  ],
  [
    'the dealer giving away what it does not have',
    'OverDelivery',
    () => {
      const gift = {
        bundle: [-(10n ** 9n), 0n, 0n, 0n, 0n],
        limit: -2n * 10n ** 18n,
        kind: 'limited' as const,
      };
      const fills = honestClearing.fills.map((own, seat) => (seat === 2 ? [(FULL_FILL * 3n) / 4n] : own));
      return {
        ...tampered({ fills }),
        groups: [...tampered({ fills }).groups, dealerGroup(gift, FULL_FILL)],
      };
    },
  ],
];
