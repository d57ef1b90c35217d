import { auctionGridPrices, feesInUnits } from '#leagues/scenario-files/auction/community-auction.js';
import { FieldError } from '#leagues/scenario-files/reading/scenario-error.js';
import { clearPeriod, type PeriodResult } from '#market/double-auction/clear-period.js';
import {
  MONEY_PER_EUR,
  type Ask,
  type Bid,
  type EnergyType,
  type GridPrices,
} from '#market/double-auction/orders.js';
import { meteredWh } from '#market/double-auction/relay-agents.js';
import { MarketError } from '#market/errors.js';
import { selfSufficiencyAlone, type CommunityDay } from './community-day.js';
import { auctionRules, type AuctionName } from './mechanism-names.js';
import { bytesOf, type MechanismOutcome, type NotApplicable } from './outcome.js';

/** No household can be called so. */
const PLANT = 'the dealer’s plant';
const WH_PER_KWH = 1000;

interface Meter {
  readonly id: string;
  readonly type: EnergyType;
  readonly metered: readonly bigint[];
}

/**
 * A double auction in every period, of what each meter would count if everybody were alone with the grid, at the prices at
 * which that is as good: sellers ask for feed-in, buyers bid retail less the local fee, which they pay on top. In exact units.
 */
export function auctionOutcome(day: CommunityDay, mechanism: AuctionName): MechanismOutcome | NotApplicable {
  const { community } = day;
  if (community.households.some(({ tariff }) => tariff))
    return { mechanism, reason: 'some household has a contract of its own' };
  try {
    const grid = auctionGridPrices(community);
    const fees = feesInUnits(community);
    return outcomeOf(day, mechanism, grid, fees);
  } catch (error) {
    if (error instanceof FieldError) return { mechanism, reason: error.message };
    throw error;
  }
}

function outcomeOf(
  day: CommunityDay,
  mechanism: AuctionName,
  grid: readonly GridPrices[],
  fees: readonly bigint[],
): MechanismOutcome {
  const meters = metersOf(day);
  const savings = new Map(meters.map(({ id }) => [id, 0n]));
  let [total, operator, paidFees, traded] = [0n, 0n, 0n, 0n];
  let [statements, numbers] = [0, 0];
  grid.forEach((prices, period) => {
    const { asks, bids } = ordersOf(meters, prices, fees[period]!, period);
    const result = clearPeriod(asks, bids, { grid: prices, pricing: auctionRules[mechanism] });
    for (const [id, saving] of savingsOf(result, prices, fees[period]!))
      savings.set(id, savings.get(id)! + saving);
    const local = sum(result.participants.map(({ side, local }) => (side === 'bid' ? local : 0n)));
    total += local * (prices.sells - fees[period]! - prices.buys);
    paidFees += local * fees[period]!;
    operator += result.surplus;
    traded += local;
    statements += asks.length + bids.length;
    numbers += 2 * asks.length + 3 * bids.length + 2 * meters.length;
  });
  const dealer = savings.get(PLANT) ?? 0n;
  const households = sum([...savings.values()]) - dealer;
  if (households + dealer + operator !== total)
    throw new MarketError(
      'conservation-broken',
      `${mechanism}: what everybody gained is not what trade made`,
    );
  return {
    mechanism,
    cost: day.baseline - inEur(total),
    gain: {
      ...{ total: inEur(total), households: inEur(households), dealer: inEur(dealer), grid: 0 },
      operator: inEur(operator),
    },
    savings: day.community.households.map(({ id }) => inEur(savings.get(id)!)),
    fees: inEur(paidFees),
    traded: Number(traded) / WH_PER_KWH,
    selfSufficiencyPercent: selfSufficiencyAlone(day),
    traffic: { rounds: grid.length, statements, bytes: bytesOf(numbers) },
  };
}

function metersOf({ community, flows }: CommunityDay): Meter[] {
  const { households, plant } = community;
  const homes = households.map(({ id }, j): Meter => {
    const { export: fed, import: drawn } = flows.households[j]!;
    return { id, type: 'pv', metered: meteredWh(fed, drawn) };
  });
  if (!plant.some((energy) => energy > 0)) return homes;
  return [...homes, { id: PLANT, type: 'chp', metered: meteredWh(plant, new Float64Array(plant.length)) }];
}

/** An auction knows no price below zero: where the grid has one, nobody orders. */
function ordersOf(
  meters: readonly Meter[],
  { sells, buys }: GridPrices,
  fee: bigint,
  period: number,
): { asks: Ask[]; bids: Bid[] } {
  const most = sells - fee;
  if (buys < 0n || most < 0n) return { asks: [], bids: [] };
  const asks: Ask[] = [];
  const bids: Bid[] = [];
  for (const { id, type, metered } of meters) {
    const amount = metered[period]!;
    if (amount > 0n) asks.push({ id, amount, time: 0n, type, price: buys });
    if (amount < 0n) bids.push({ id, amount: -amount, time: 0n, prices: { pv: most, chp: most } });
  }
  return { asks, bids };
}

/** What each saved against dealing with the grid alone, 1e-7 EUR. */
function savingsOf(
  { participants }: PeriodResult,
  { sells, buys }: GridPrices,
  fee: bigint,
): [id: string, saving: bigint][] {
  return participants.map(({ id, side, amount, local, payment }) => {
    const alone = side === 'bid' ? amount * sells : -amount * buys;
    return [id, alone - payment - (side === 'bid' ? local * fee : 0n)];
  });
}

function inEur(money: bigint): number {
  return Number(money) / Number(MONEY_PER_EUR);
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
