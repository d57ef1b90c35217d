import type { FeeDue } from '../../ledger/local-fees.js';
import { moneyNearest } from '../../ledger/units.js';
import { fuelBill, peakAmount } from './bills.js';
import type { Community } from '../community.js';
import { type CommunityFlows, communityFlows } from '../flows/community-flows.js';
import type { Household } from '../programs/household.js';
import type { HouseholdFlows } from '../flows/household-flows.js';
import { type Purchases, purchases } from '../flows/purchases.js';
import { standingAmount, type Receiver, type TariffLine } from '../prices/regulation.js';

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
 * `plantSold`: what the dealer sold of its plant, kWh per period (T). What was bought of the grid in the market costs retail like what was drawn: payment
 * and fee are told by the lines of the tariff, and what was paid above or below the grid's price stays with the market.
 */
export function householdBills(
  community: Community,
  plans: readonly Float64Array[],
  payments: readonly bigint[],
  plantSold: Float64Array,
): HouseholdBill[] {
  return billsOfFlows(community, communityFlows(community, plans), payments, plantSold);
}

/** What bills of several markets in a row need beside their flows. */
export interface BillsInRow {
  /** what each household pays for differing from its plan, money units; default: nothing */
  readonly imbalances?: readonly bigint[];
  /** periods at which local fees are rounded to whole units and paid; default: at the end of all */
  readonly paydays?: readonly number[];
}

/** The same from what participants planned to do. */
export function billsOfFlows(
  community: Omit<Community, 'columns'>,
  flows: CommunityFlows,
  payments: readonly bigint[],
  plantSold: Float64Array,
  { imbalances = [], paydays = [] }: BillsInRow = {},
): HouseholdBill[] {
  const { market, households, billing } = community;
  const bought = purchases(flows, plantSold);
  const hours = market.clock.periods * market.clock.stepHours;
  const share = (of: Float64Array, t: number): number =>
    bought.bought[t]! > 0 ? of[t]! / bought.bought[t]! : 0;
  return households.map((household, j) => {
    const { id, connectionPower } = household;
    const { import: drawn, export: fed, position } = flows.households[j]!;
    const taken = position.map((energy) => Math.max(0, energy));
    const local = localEnergy(position, bought);
    const fromGrid = taken.map((energy, t) => energy * share(bought.grid, t));
    const own = ownLines(community, household);
    const ofGrid = fromGrid.map((energy, t) => energy * (market.tariff?.retail[t] ?? 0));
    const paidToGrid = ofGrid.reduce((sum, price, t) => sum + price - fromGrid[t]! * market.localFee[t]!, 0);
    const inMarket = payments[j]! - moneyNearest(paidToGrid);
    const lines: BillLine[] = [
      ...billing.lines.flatMap(({ name, receiver, flow, prices }) => {
        const isOwn = own.some((other) => other.flow === flow);
        switch (flow) {
          case 'retail':
            return line(
              name,
              receiver,
              isOwn ? fromGrid : drawn.map((energy, t) => energy + fromGrid[t]!),
              prices,
            );
          case 'feedIn':
            return isOwn ? [] : line(name, receiver, fed, prices, -1);
          case 'local':
            return linePaidAt(paydays, name, receiver, local, prices);
        }
      }),
      ...own.flatMap(({ name, receiver, flow, prices }) =>
        flow === 'retail' ? line(name, receiver, drawn, prices) : line(name, receiver, fed, prices, -1),
      ),
      ...(inMarket === 0n
        ? []
        : [{ name: 'local market', receiver: 'market', energy: null, amount: inMarket } as const]),
      ...(imbalances[j] === undefined || imbalances[j] === 0n
        ? []
        : [{ name: 'imbalance', receiver: 'grid operator', energy: null, amount: imbalances[j] } as const]),
      ...fuelLines(flows.households[j]!, household),
      ...(market.peakCharges ?? []).map((charge) => ({
        ...{ name: charge.name, receiver: charge.receiver, energy: null },
        amount: moneyNearest(peakAmount(flows.households[j]!, charge, market.clock.stepHours)),
      })),
      ...billing.standing.map((charge) => ({
        ...{ name: charge.name, receiver: charge.receiver, energy: null },
        amount: moneyNearest(standingAmount(charge, connectionPower, hours)),
      })),
    ];
    return { household: id, lines, total: lines.reduce((sum, { amount }) => sum + amount, 0n) };
  });
}

function fuelLines(flows: HouseholdFlows, household: Household): BillLine[] {
  const { energy, fuel, starts } = fuelBill(flows, household);
  const line = (name: string, amount: number, of: number | null): BillLine[] =>
    amount === 0 ? [] : [{ name, receiver: 'supplier', energy: of, amount: moneyNearest(amount) }];
  return [...line('fuel', fuel, energy), ...line('starts', starts, null)];
}

/** A line for energy at a price, kWh and EUR/kWh per period (T); none without energy. */
function line(
  name: string,
  receiver: BillLine['receiver'],
  energies: Float64Array,
  prices: Float64Array,
  sign = 1,
): BillLine[] {
  const energy = energies.reduce((sum, one) => sum + one, 0);
  const amount = moneyNearest(sign * energies.reduce((sum, one, t) => sum + one * prices[t]!, 0));
  return energy === 0 ? [] : [{ name, receiver, energy, amount }];
}

/** A line whose amount is what it comes to between paydays, each part in whole units. */
function linePaidAt(
  paydays: readonly number[],
  ...[name, receiver, energies, prices]: [...Parameters<typeof line>]
): BillLine[] {
  const bounds = [0, ...paydays.filter((t) => t > 0 && t < energies.length), energies.length];
  const parts = bounds.slice(1).flatMap((end, i) => {
    const from = bounds[i]!;
    return line(name, receiver, energies.subarray(from, end), prices.subarray(from, end));
  });
  if (parts.length < 2) return parts;
  const amount = parts.reduce((sum, part) => sum + part.amount, 0n);
  return [{ ...parts[0]!, energy: energies.reduce((sum, one) => sum + one, 0), amount }];
}

/** What a household bought of neighbours and of the dealer's plant, kWh per period (T): the grid's sales are everybody's alike. */
function localEnergy(position: Float64Array, { bought, grid }: Purchases): Float64Array {
  return position.map((net, t) => {
    const taken = Math.max(0, net);
    return taken === 0 ? 0 : taken * (1 - (bought[t]! > 0 ? grid[t]! / bought[t]! : 0));
  });
}

/**
 * What of bills is due at delivery for local energy, by seat and receiver; as `householdBills` says, to the last unit. `delivered`: only of the
 * first so many periods.
 */
export function localFeeDues(
  community: Community,
  plans: readonly Float64Array[],
  plantSold: Float64Array,
  delivered = plantSold.length,
): FeeDue[] {
  const flows = communityFlows(community, plans);
  const bought = purchases(flows, plantSold);
  const charged = community.billing.lines.filter(({ flow }) => flow === 'local');
  return flows.households.flatMap(({ position }, seat) => {
    const local = localEnergy(position, bought).subarray(0, delivered);
    const lines = charged.flatMap(({ name, receiver, prices }) => line(name, receiver, local, prices));
    return [...Map.groupBy(lines, ({ receiver }) => receiver)].map(([receiver, ofReceiver]) => ({
      ...{ seat, receiver },
      amount: ofReceiver.reduce((sum, { amount }) => sum + amount, 0n),
    }));
  });
}

/** What a household's own contract says. */
function ownLines({ market }: Pick<Community, 'market'>, { tariff }: Household): TariffLine[] {
  if (!tariff) return [];
  const own = (['retail', 'feedIn'] as const).filter((flow) => tariff[flow] !== market.tariff?.[flow]);
  return own.map((flow) => ({
    ...{ name: `own contract, ${flow === 'retail' ? 'retail' : 'feed-in'}`, receiver: 'supplier', flow },
    prices: tariff[flow],
  }));
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
