import { communityFlows } from '#market/energy/flows/community-flows.js';
import { energyKpis } from '#market/energy/kpis/energy-kpis.js';
import { purchases } from '#market/energy/flows/purchases.js';
import type { MarketInstance } from '#market/instance.js';
import { MarketError } from '#market/errors.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { solveOnce } from '#market/lp/proven-optima.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { centralProblem } from '#market/referee/central-problem.js';
import type { CommunityDay } from './community-day.js';
import { bytesOfNumbers, type MechanismOutcome } from './outcome.js';

/** Z*, and a plan of everybody that leads to it, in seat order. */
export function optimalPlans(
  { instance }: Pick<CommunityDay, 'instance'>,
  solver: LpSolver,
): { readonly cost: number; readonly plans: readonly Float64Array[] } {
  const problem = centralProblem(instance);
  const outcome = solveOnce(problem, {}, solver);
  if (outcome.status !== 'optimal')
    throw new MarketError('infeasible-agent', `the central problem ended ${outcome.status}`);
  const plans = problem.blocks.map(({ firstColumn, columns }) =>
    outcome.x.slice(firstColumn, firstColumn + columns),
  );
  return { cost: outcome.objective, plans };
}

/** What one planner who knew everything would have everybody do; nobody says who pays. */
export function optimumOutcome(day: CommunityDay, solver: LpSolver): MechanismOutcome {
  const { instance, community } = day;
  const { cost, plans } = optimalPlans(day, solver);
  const flows = communityFlows(community, plans);
  const { energy } = community.market.resources;
  const sold = community.plant.map((output, t) => {
    const taken = flows.households.reduce(
      (sum, { position }) => sum + position[t]!,
      flows.gridExport[t]! - flows.gridImport[t]!,
    );
    return energy[t]! < 0 ? 0 : Math.min(output, Math.max(0, taken));
  });
  const { local } = purchases(flows, sold);
  const unsold = community.plant.map((output, t) => output - sold[t]!);
  return {
    mechanism: 'optimum',
    cost,
    ...{ gain: null, savings: null },
    fees: local.reduce((sum, bought, t) => sum + bought * community.market.localFee[t]!, 0),
    traded: local.reduce((sum, bought) => sum + bought, 0),
    selfSufficiencyPercent: energyKpis(community, unsold, flows).selfSufficiencyPercent,
    traffic: {
      rounds: 1,
      statements: community.households.length,
      bytes: bytesOfNumbers(problemNumbers(instance)),
    },
  };
}

/**
 * The optimum with payments that make the truth the best answer (Vickrey, Clarke, Groves): each household keeps what its
 * presence is worth to all, Z* without it + z_j alone - Z*. Grid and dealer are no players: they have their tariff and what the
 * plant earns of the grid. What this takes beyond the gain is the operator's deficit.
 */
export function vcgOutcome(
  { instance, costs, baseline, community }: CommunityDay,
  optimum: MechanismOutcome,
  solver: LpSolver,
): MechanismOutcome {
  const savings = community.households.map((_, seat) => {
    const others = instance.participants.filter((_, other) => other !== seat);
    const without = centralOptimum({ ...instance, participants: others }, solver).cost;
    return without + costs[seat]! - optimum.cost;
  });
  const households = savings.reduce((sum, saving) => sum + saving, 0);
  const total = baseline - optimum.cost;
  return {
    ...optimum,
    mechanism: 'vcg',
    gain: { total, households, dealer: 0, grid: 0, operator: total - households },
    savings,
  };
}

/** What all households tell of their problems, and what they are told to do. */
function problemNumbers({ participants }: MarketInstance): number {
  return participants
    .filter(({ role }) => role === 'agent')
    .reduce((sum, { problem: { cost, own, shared } }) => {
      const entries = own.matrix.values.length + shared.values.length;
      return sum + 4 * cost.length + 2 * own.lower.length + entries;
    }, 0);
}
