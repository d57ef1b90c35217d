import type { AgentPlugin, Order } from '#plugins/sdk/index.js';

/** What an order may be made of: a unit bundle, the market's limits, what the seat has. */
export interface Means {
  /** `of(r, x)`: x units of resource r (counted from the last if negative) */
  readonly of: (...pairs: readonly (readonly [resource: number, quantity: number])[]) => number[];
  readonly limits: { readonly quantity: number; readonly money: number; readonly price: number };
  readonly cash: number;
  readonly held: readonly number[];
  readonly round: number;
}

/** A plugin that orders in each round what `orders` says, whatever the market. */
export function anExtremist(orders: (means: Means) => Order[]): AgentPlugin {
  return {
    kind: 'agent',
    name: 'extremist',
    create: ({ limits }) => ({
      bid: ({ round, cash, allocation }) => {
        const of: Means['of'] = (...pairs) => {
          const bundle = Array.from(allocation, () => 0);
          for (const [r, quantity] of pairs) bundle[(r + bundle.length) % bundle.length] = quantity;
          return bundle;
        };
        return orders({ of, limits, cash, held: Array.from(allocation), round });
      },
    }),
  };
}

type Attack = readonly [name: string, orders: (means: Means) => Order[]];

/** Two orders whose numbers lie further apart than a solver likes; each alone is harmless. */
export const unlikePairs: readonly Attack[] = [
  ['more than there can be, beside next to nothing', ({ of }) => [{ bundle: of([0, 5e8]), limit: 9e-4 }, { bundle: of([-1, 2e-7]), limit: 2e-6 }]],
  ['the largest quantity allowed, beside next to nothing', ({ of, limits }) => [{ bundle: of([0, limits.quantity]), limit: 9e-4 }, { bundle: of([-1, 2e-7]), limit: 2e-6 }]],
  ['both of one resource', ({ of, limits }) => [{ bundle: of([0, limits.quantity]), limit: 1e-12 }, { bundle: of([0, 1.01e-7]), limit: 1e-3 }]],
  ['both in one order', ({ of, limits }) => [{ bundle: of([0, limits.quantity], [-1, 1.1e-7]), limit: 1e-3 }]],
  ['a giant that pays all, a dwarf that pays all', ({ of, limits, cash }) => [{ bundle: of([0, limits.quantity * 0.99]), limit: cash * 0.4 }, { bundle: of([-1, 1.5e-7]), limit: cash * 0.09 }]],
  ['an unlimited giant beside a dwarf', ({ of, limits }) => [{ bundle: of([0, 1]), limit: 1e-12, kind: 'unlimited', cap: limits.quantity * 0.99 }, { bundle: of([-1, 2e-7]), limit: 2e-6 }]],
  ['a giant beside an unlimited dwarf', ({ of, limits }) => [{ bundle: of([0, limits.quantity]), limit: 9e-4 }, { bundle: of([-1, 1e-9]), limit: 1e-8, kind: 'unlimited', cap: 300 }]],
  ['giants that differ in the last digit', ({ of, limits }) => [1, 1 - 2 ** -52, 1 - 2 ** -50].map((part) => ({ bundle: of([0, limits.quantity * part], [1, 1]), limit: 1e-3 }))],
  ['opposites of unlike size', ({ of, limits, held }) => [{ bundle: of([0, -held[0]! / 2]), limit: -1e-9 }, { bundle: of([0, limits.quantity]), limit: 1e-9 }, { bundle: of([0, 1.01e-7]), limit: 1e-9 }]],
  ['a ladder of sixteen sizes', ({ of, limits }) => Array.from({ length: 16 }, (_, i) => ({ bundle: of([i, limits.quantity * 10 ** (-i * 0.7)]), limit: 10 ** (i % 5) * 1e-6 }))],
  ['a swap of all for nothing', ({ of, limits, held }) => [{ bundle: of([0, -held[0]!], [1, limits.quantity]), limit: -1e-9 }, { bundle: of([1, 1.01e-7], [-1, 1e-6]), limit: 1e-7 }]],
  ['limits of zero, and next to it', ({ of, limits }) => [{ bundle: of([0, limits.quantity]), limit: 0 }, { bundle: of([0, 1e-6]), limit: 1e-18 }, { bundle: of([-1, 1e-6]), limit: -1e-18 }]],
]; // prettier-ignore

/** Orders at which a price would leave the integers of the contract. */
export const dearOrders: readonly Attack[] = [
  ['nearly all cash for next to nothing', ({ of, cash }) => [{ bundle: of([-1, 1.01e-7]), limit: cash * 0.9 }]],
  ['the highest price there is', ({ of, cash, limits }) => [{ bundle: of([-1, 1.01e-7]), limit: Math.min(cash * 0.9, 1.009e-7 * limits.price) }]],
  ['just above it', ({ of, limits }) => [{ bundle: of([-1, 2e-7]), limit: 2.001e-7 * limits.price }]],
  ['all cash for much of one and a crumb of another', ({ of, cash }) => [{ bundle: of([0, 1], [-1, 1.1e-8]), limit: cash * 0.9 }]],
  ['a crumb of each', ({ of, cash }) => [{ bundle: of([0, 2e-8], [1, 2e-8], [2, 2e-8], [3, 2e-8], [4, 9e-8]), limit: cash * 0.9 }]],
  ['much sold for a crumb', ({ of, cash, held }) => [{ bundle: of([0, -held[0]! / 2], [-1, 1.1e-7]), limit: cash * 0.9 }]],
  ['an unlimited crumb', ({ of, cash }) => [{ bundle: of([-1, 1.01e-7]), limit: cash * 0.9, kind: 'unlimited', cap: 1 }]],
  ['a tiny cap of a dear unit', ({ of, cash }) => [{ bundle: of([-1, 1]), limit: cash * 5e6, kind: 'unlimited', cap: 1.2e-7 }]],
  ['dearer every round', ({ of, cash, round }) => [{ bundle: of([-1, 1e-3 * 10 ** -(round % 4)]), limit: cash * 0.9 }]],
  ['another resource every round', ({ of, cash, round }) => [{ bundle: of([round, 1.2e-7]), limit: Math.min(cash * 0.9, 90) }]],
  ['a dear crumb beside a cheap giant', ({ of, cash, limits }) => [{ bundle: of([-1, 1.01e-7]), limit: Math.min(90, cash * 0.9) }, { bundle: of([-1, limits.quantity]), limit: 1e-6 }]],
  ['an asking price beyond everything', ({ of, held }) => [{ bundle: of([0, -held[0]!]), limit: -1e300 }, { bundle: of([0, -held[0]! / 2]), limit: -1e15 }]],
]; // prettier-ignore
