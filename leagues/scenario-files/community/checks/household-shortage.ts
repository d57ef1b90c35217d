import type { Community } from '#market/energy/community.js';
import { householdFlows } from '#market/energy/flows/household-flows.js';
import { householdProblem } from '#market/energy/programs/household-problem.js';
import { clockTimeOf } from '#market/energy/period-clock.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { solveOnce } from '#market/lp/proven-optima.js';
import { jointProblem } from '#market/referee/central-problem.js';

/** Below this (kWh) it is rounding. */
const NOTHING = 1e-6;

/** Why a household (by its index) cannot live by itself with its endowment, with period and kW; null: neither power nor windows say it. */
export function shortageOf(
  community: Community,
  index: number,
  endowment: Float64Array,
  solver: LpSolver,
): string | null {
  const { households, market } = community;
  const household = households[index]!;
  const { stepHours } = market.clock;
  const when = (t: number): string => `period ${t} (${clockTimeOf(market.clock, t)})`;
  const kW = (energy: number): string => `${Number((energy / stepHours).toPrecision(4))} kW`;
  for (const { id, power, demands } of household.flexible)
    for (const { window, energy } of demands) {
      const most = power * window.hours.reduce((sum, hours) => sum + hours, 0);
      if (energy > most + NOTHING)
        return (
          `its ${id} needs ${Number(energy.toPrecision(4))} kWh from ${when(window.firstPeriod)} on, ` +
          `and ${power} kW give at most ${Number(most.toPrecision(4))} kWh in its window`
        );
    }
  // What would not be served if that were allowed, and what could not be fed in if plants could be turned down.
  const { mustGenerate: _, ...free } = market;
  const { problem, columns } = householdProblem(household, { ...free, valueOfLostLoad: 1000 });
  const outcome = solveOnce(jointProblem([{ problem }], endowment), {}, solver);
  if (outcome.status !== 'optimal') return null;
  const { unserved, curtailed } = householdFlows(household, columns, market, outcome.x);
  const largest = (energies: Float64Array): { t: number; energy: number } =>
    Array.from(energies, (energy, t) => ({ t, energy })).reduce((most, one) =>
      one.energy > most.energy ? one : most,
    );
  const lost = largest(unserved);
  if (lost.energy > NOTHING)
    return `in ${when(lost.t)} it lacks ${kW(lost.energy)}: its connection carries ${household.connectionPower} kW`;
  const over = largest(curtailed);
  if (market.mustGenerate && over.energy > NOTHING)
    return `in ${when(over.t)} ${kW(over.energy)} of its plant find no use, and it cannot be turned down (\`curtailment: none\`)`;
  return null;
}
