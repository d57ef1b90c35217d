import { BundleModel } from '#market/agent/bundle-model.js';
import { PriceClock, type ClockEnd } from '#market/clock-exchange/price-clock.js';
import { communityFlows } from '#market/energy/community-flows.js';
import { tradedEnergy } from '#market/energy/energy-market.js';
import { askingPrice } from '#market/energy/grid-participant.js';
import type { HouseholdFlows } from '#market/energy/household-flows.js';
import { MarketError } from '#market/errors.js';
import type { Participant } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { CommunityDay } from './community-day.js';

/** kWh of excess that counts as balance: what a meter counts */
const BALANCE = 1e-3;
/** Of the band between feed-in and what the grid asks. */
const STEPS = { firstStep: 1 / 4, lastStep: 1 / 100 };
/** Steps halve, and a band has an end: far more than it ever takes. */
const ROUND_CAP = 1_000;

/** A clock exchange when it is over. */
export interface ClosedClock {
  readonly end: ClockEnd;
  readonly rounds: number;
  /** EUR/kWh in each traded period, in order */
  readonly prices: Float64Array;
  /** every household's plan x in answer to them, in seat order */
  readonly plans: readonly Float64Array[];
}

/** What is announced in a round, and every household's plan in answer to it. */
export type ClockRound = Pick<ClosedClock, 'prices' | 'plans'>;

/** Runs the clock until it is over. */
export function playClock(
  day: CommunityDay,
  solver: LpSolver,
  onRound?: (round: ClockRound) => void,
): ClosedClock {
  const { community, instance, tariff } = day;
  const { market, plant } = community;
  const periods = tradedEnergy(market.resources);
  const clock = new PriceClock({
    low: Float64Array.from(periods, (t) => tariff.feedIn[t]!),
    high: Float64Array.from(periods, (t) => askingPrice(market, tariff, t)),
    balance: BALANCE,
    ...STEPS,
  });
  const homes = instance.participants.slice(0, community.households.length);
  const models = homes.map(({ problem }) => new BundleModel(solver, problem));
  try {
    for (let rounds = 1; rounds <= ROUND_CAP; rounds++) {
      const plans = models.map((model, j) => bestPlan(model, homes[j]!, clock.prices, day.costs[j]!));
      onRound?.({ prices: clock.prices.slice(), plans });
      const { households } = communityFlows(community, plans);
      const excess = Float64Array.from(periods, (t) =>
        households.reduce((sum, flows) => sum + atMeter(flows, t), -plant[t]!),
      );
      const end = clock.observe(excess);
      if (end) return { end, rounds, prices: clock.prices, plans };
    }
    throw new MarketError('solver-failed', `the clock did not come to an end in ${ROUND_CAP} rounds`);
  } finally {
    for (const model of models) model.dispose();
  }
}

function bestPlan(
  model: BundleModel,
  { id, endowment }: Participant,
  prices: Float64Array,
  cost: number,
): Float64Array {
  const found = model.search(prices, { allocation: endowment, cost });
  if (found.status === 'found' && found.best.kind === 'limited') return found.best.plan;
  throw new MarketError('infeasible-agent', `${id} has no best package at the clock's prices`);
}

/** kWh, > 0: from outside, over its own connection or from a neighbour. */
export function atMeter({ position, import: drawn, export: fed }: HouseholdFlows, t: number): number {
  return position[t]! + drawn[t]! - fed[t]!;
}
