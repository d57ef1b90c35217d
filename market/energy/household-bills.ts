import { moneyNearest } from '../ledger/units.js';
import type { Community } from './community.js';
import { communityFlows } from './community-flows.js';
import type { Household } from './household.js';
import { purchases } from './purchases.js';
import { standingAmount, type Receiver, type TariffLine } from './regulation.js';

/** One line of a household's bill. */
export interface BillLine {
  readonly name: string;
  /** `market`: neighbours, the dealer and the grid as they were paid in the market; for feed-in, who pays */
  readonly receiver: Receiver | 'market';
  /** kWh it is about; null: it is no price of energy */
  readonly energy: number | null;
  /** money units (1e-18), paid; < 0: received */
  readonly amount: bigint;
}

export interface HouseholdBill {
  readonly household: string;
  readonly lines: readonly BillLine[];
  readonly total: bigint;
}

/**
 * A bill per household, line by line, in whole money units, so that lines, totals and what receivers get add up to the last
 * unit. `plans`: every participant's x at the end, in seat order; `payments`: what each paid in the market, money units;
 * `plantSold`: what the dealer sold of its plant, kWh per period (T). The fee on what was bought in the market goes by the lines of
 * local energy as far as it was local, and to the supplier where it makes the price of grid energy whole.
 */
export function householdBills(
  community: Community,
  plans: readonly Float64Array[],
  payments: readonly bigint[],
  plantSold: Float64Array,
): HouseholdBill[] {
  const { market, households, billing } = community;
  const flows = communityFlows(community, plans);
  const bought = purchases(flows, plantSold);
  const hours = market.clock.periods * market.clock.stepHours;
  const share = (of: Float64Array, t: number): number =>
    bought.bought[t]! > 0 ? of[t]! / bought.bought[t]! : 0;
  return households.map((household, j) => {
    const { id, connectionPower } = household;
    const { import: drawn, export: fed, position } = flows.households[j]!;
    const taken = position.map((energy) => Math.max(0, energy));
    const local = taken.map((energy, t) => energy * (1 - share(bought.grid, t)));
    const fromGrid = taken.map((energy, t) => energy * share(bought.grid, t));
    const line = (
      name: string,
      receiver: BillLine['receiver'],
      energies: Float64Array,
      prices: Float64Array,
      sign = 1,
    ): BillLine[] => {
      const energy = energies.reduce((sum, one) => sum + one, 0);
      const amount = moneyNearest(sign * energies.reduce((sum, one, t) => sum + one * prices[t]!, 0));
      return energy === 0 ? [] : [{ name, receiver, energy, amount }];
    };
    const lines: BillLine[] = [
      ...linesOf(community, household).flatMap(({ name, receiver, flow, prices }) => {
        if (flow === 'retail') return line(name, receiver, drawn, prices);
        return flow === 'feedIn'
          ? line(name, receiver, fed, prices, -1)
          : line(name, receiver, local, prices);
      }),
      ...(payments[j] === 0n && taken.every((energy) => energy === 0)
        ? []
        : [{ name: 'local market', receiver: 'market', energy: null, amount: payments[j]! } as const]),
      ...(market.localFee.some((fee) => fee !== 0)
        ? line(
            'retail price of grid energy bought in the market, the rest',
            'supplier',
            fromGrid,
            market.localFee,
          )
        : []),
      ...billing.standing.map((charge) => ({
        ...{ name: charge.name, receiver: charge.receiver, energy: null },
        amount: moneyNearest(standingAmount(charge, connectionPower, hours)),
      })),
    ];
    return { household: id, lines, total: lines.reduce((sum, { amount }) => sum + amount, 0n) };
  });
}

/** The community's lines, but for what the household has a contract of its own. */
function linesOf({ billing, market }: Community, { tariff }: Household): readonly TariffLine[] {
  if (!tariff) return billing.lines;
  const own = (['retail', 'feedIn'] as const).filter((flow) => tariff[flow] !== market.tariff?.[flow]);
  return [
    ...billing.lines.filter(({ flow }) => !own.some((other) => other === flow)),
    ...own.map((flow): TariffLine => ({
      ...{ name: `own contract, ${flow === 'retail' ? 'retail' : 'feed-in'}`, receiver: 'supplier', flow },
      prices: tariff[flow],
    })),
  ];
}

/** What everybody gets of the bills, money units, largest first. */
export function receiverTotals(
  bills: readonly HouseholdBill[],
): { readonly receiver: BillLine['receiver']; readonly amount: bigint }[] {
  const totals = new Map<BillLine['receiver'], bigint>();
  for (const { receiver, amount } of bills.flatMap(({ lines }) => lines))
    totals.set(receiver, (totals.get(receiver) ?? 0n) + amount);
  return [...totals]
    .map(([receiver, amount]) => ({ receiver, amount }))
    .sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
}
