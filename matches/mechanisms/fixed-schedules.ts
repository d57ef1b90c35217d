import { midMarketRate } from '#market/energy/bills/mid-market-rate.js';
import { gridBill } from '#market/energy/bills/bills.js';
import { selfSufficiencyAlone, type CommunityDay } from './community-day.js';
import { bytesOfNumbers, type MechanismOutcome, type NotApplicable } from './outcome.js';

/** Everybody alone with the grid. */
export function gridOnlyOutcome(day: CommunityDay): MechanismOutcome {
  return {
    mechanism: 'grid-only',
    cost: day.baseline,
    gain: { total: 0, households: 0, dealer: 0, grid: 0, operator: 0 },
    savings: day.community.households.map(() => 0),
    ...{ fees: 0, traded: 0 },
    selfSufficiencyPercent: selfSufficiencyAlone(day),
    traffic: { rounds: 0, statements: 0, bytes: 0 },
  };
}

/** Nobody changes its schedule; what meets in a period is settled at the middle of the tariffs. */
export function midMarketOutcome(day: CommunityDay): MechanismOutcome | NotApplicable {
  const { community, tariff, plans, costs, flows, baseline } = day;
  const mechanism = 'mid-market-rate';
  const rate = midMarketRate({ community, noTradePlans: plans, costsBefore: costs });
  if (!rate) return { mechanism, reason: 'some household has a contract of its own' };
  const { plant, market } = community;
  const noTrade = costs.reduce((sum, cost) => sum + cost, 0);
  const savings = rate.bills.map((bill, j) => gridBill(flows.households[j]!, tariff) - bill);
  const matched = Array.from(plant, (output, t) => {
    const demand = flows.households.reduce((sum, one) => sum + one.import[t]!, 0);
    const supply = flows.households.reduce((sum, one) => sum + one.export[t]!, output);
    const isWorthIt = tariff.feedIn[t]! <= tariff.retail[t]! - market.localFee[t]!;
    return isWorthIt ? Math.min(demand, supply) : 0;
  });
  const households = sum(savings);
  return {
    mechanism,
    cost: rate.cost,
    gain: {
      ...{ total: baseline - rate.cost, households, grid: 0, operator: 0 },
      dealer: rate.dealerIncome - (noTrade - baseline),
    },
    savings,
    fees: sum(matched.map((energy, t) => energy * market.localFee[t]!)),
    traded: sum(matched),
    selfSufficiencyPercent: selfSufficiencyAlone(day),
    traffic: {
      ...{ rounds: 1, statements: savings.length },
      bytes: bytesOfNumbers(3 * savings.length * plant.length),
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
