import { gridBill } from '#market/energy/bills.js';
import { communityFlows } from '#market/energy/community-flows.js';
import { energyKpis } from '#market/energy/energy-kpis.js';
import { tradedEnergy } from '#market/energy/energy-market.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { CommunityDay } from './community-day.js';
import { bytesOf, type MechanismOutcome, type NotApplicable } from './outcome.js';
import { atMeter, playClock, type ClosedClock } from './play-clock.js';

const mechanism = 'clock-exchange';

/**
 * A combinatorial clock exchange ([PRRS03], [SM25]): in every round each home names the package of energy over all periods
 * that it likes best at the announced prices, and prices follow what is wanted in excess. The last packages are what is done.
 * What of them meets in a period is paid at the clock's price; the rest goes to and comes from the grid at its tariff,
 * shared alike within a side.
 */
export function clockOutcome(day: CommunityDay, solver: LpSolver): MechanismOutcome | NotApplicable {
  const { community, instance } = day;
  if (community.households.some(({ tariff }) => tariff))
    return { mechanism, reason: 'some household has a contract of its own' };
  if (instance.resources.length > tradedEnergy(community.market.resources).length)
    return {
      mechanism,
      reason: 'the connection to the grid is limited: nobody could take what is left over',
    };
  if (community.market.outage?.includes(true))
    return { mechanism, reason: 'there is an outage, in which nobody could take what is left over' };
  return settled(day, playClock(day, solver));
}

function settled(day: CommunityDay, { rounds, prices, plans }: ClosedClock): MechanismOutcome {
  const { community, instance, tariff, costs, baseline } = day;
  const { market, plant } = community;
  const flows = communityFlows(community, plans);
  const bills = new Float64Array(plans.length);
  let [outside, dealerIncome, fees, traded] = [0, 0, 0, 0];
  const periods = tradedEnergy(market.resources);
  plant.forEach((output, t) => {
    const [retail, feedIn, fee] = [tariff.retail[t]!, tariff.feedIn[t]!, market.localFee[t]!];
    const price = prices[periods.indexOf(t)]!;
    const nets = flows.households.map((one) => atMeter(one, t));
    const demand = nets.reduce((sum, net) => sum + Math.max(net, 0), 0);
    const supply = nets.reduce((sum, net) => sum + Math.max(-net, 0), output);
    const met = feedIn > retail - fee ? 0 : Math.min(demand, supply);
    const [bought, sold] = [demand > 0 ? met / demand : 0, supply > 0 ? met / supply : 0];
    nets.forEach((net, j) => {
      bills[j]! +=
        net > 0
          ? net * (bought * (price + fee) + (1 - bought) * retail)
          : net * (sold * price + (1 - sold) * feedIn);
    });
    // A plant need not feed in where it would have to pay for it.
    const plantFeedIn = Math.max(0, feedIn);
    dealerIncome += output * (sold * price + (1 - sold) * plantFeedIn);
    outside +=
      (demand - met) * retail - (1 - sold) * ((supply - output) * feedIn + output * plantFeedIn) + met * fee;
    fees += met * fee;
    traded += met;
  });
  // wear, comfort, lost load: what a plan costs beside energy and fees
  const own = plans.map((plan, j) => {
    const { cost } = instance.participants[j]!.problem;
    const atTariff = flows.households[j]!.position.reduce(
      (sum, position, t) => sum + Math.max(position, 0) * market.localFee[t]!,
      gridBill(flows.households[j]!, tariff),
    );
    return plan.reduce((sum, amount, column) => sum + amount * cost[column]!, -atTariff);
  });
  const savings = own.map((cost, j) => costs[j]! - cost - bills[j]!);
  const households = savings.reduce((sum, saving) => sum + saving, 0);
  const dealer = dealerIncome - (costs.reduce((sum, cost) => sum + cost, 0) - baseline);
  const cost = own.reduce((sum, one) => sum + one, outside);
  const said = rounds * savings.length;
  const netted = flows.netted.map((_, t) =>
    flows.households.reduce((sum, one) => sum + atMeter(one, t), -plant[t]!),
  );
  return {
    mechanism,
    cost,
    gain: { total: baseline - cost, households, dealer, grid: 0, operator: 0 },
    savings,
    ...{ fees, traded },
    selfSufficiencyPercent: energyKpis(community, new Float64Array(plant.length), { ...flows, netted })
      .selfSufficiencyPercent,
    traffic: { rounds, statements: said, bytes: bytesOf(2 * said * prices.length) },
  };
}
