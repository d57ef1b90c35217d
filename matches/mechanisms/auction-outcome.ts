import { clearPeriod, type PeriodResult } from '#market/double-auction/clear-period.js';
import { pricingRule } from '#leagues/scenario-files/auction/auction.js';
import { ruleIn } from '#market/double-auction/pricing.js';
import { inEur } from '#market/double-auction/orders.js';
import { WH_PER_KWH } from '#market/double-auction/relay-agents.js';
import { MarketError } from '#market/errors.js';
import { heldPeriods, PLANT_METER, type AuctionDay, type OrderedPeriod } from './auction-day.js';
import { selfSufficiencyAlone, type CommunityDay } from './community-day.js';
import { auctionPricing, type AuctionName } from './mechanism-names.js';
import { bytesOfNumbers, type MechanismOutcome, type NotApplicable } from './outcome.js';

/** A double auction in every period, by one of the price rules. In exact units. */
export function auctionOutcome(
  day: CommunityDay,
  ordered: AuctionDay | string,
  mechanism: AuctionName,
): MechanismOutcome | NotApplicable {
  if (typeof ordered === 'string') return { mechanism, reason: ordered };
  const { meters, periods, lots } = ordered;
  const rule = pricingRule(auctionPricing[mechanism], lots);
  const savings = new Map(meters.map(({ id }) => [id, 0n]));
  let [total, operator, paidFees, traded] = [0n, 0n, 0n, 0n];
  let [statements, numbers] = [0, 2 * meters.length * periods.length];
  for (const [n, period] of heldPeriods(ordered).entries()) {
    const { asks, bids, grid, fee } = period;
    const result = clearPeriod(asks, bids, { grid, pricing: ruleIn(rule, n) });
    for (const [id, saving] of savingsOf(result, period)) savings.set(id, savings.get(id)! + saving);
    const local = sum(result.participants.map(({ side, local }) => (side === 'bid' ? local : 0n)));
    total += local * (grid.sells - fee - grid.buys);
    paidFees += local * fee;
    operator += result.surplus;
    traded += local;
    statements += asks.length + bids.length;
    numbers += 2 * asks.length + 3 * bids.length;
  }
  const dealer = savings.get(PLANT_METER) ?? 0n;
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
    traffic: { rounds: periods.length, statements, bytes: bytesOfNumbers(numbers) },
  };
}

/** What each saved against dealing with the grid alone, 1e-7 EUR. */
function savingsOf(
  { participants }: PeriodResult,
  { grid: { sells, buys }, fee }: OrderedPeriod,
): [id: string, saving: bigint][] {
  return participants.map(({ id, side, amount, local, payment }) => {
    const alone = side === 'bid' ? amount * sells : -amount * buys;
    return [id, alone - payment - (side === 'bid' ? local * fee : 0n)];
  });
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
