import type { LpOutcome, LpSolver } from '#market/lp/lp-solver.port.js';
import { solveOnce } from '#market/lp/proven-optima.js';
import type { MarketInstance, Participant } from '#market/instance.js';
import { centralProblem, jointProblem } from '#market/referee/central-problem.js';
import type { DrawnMarket } from './scenario.js';
import { shortageOf } from './community/household-shortage.js';
import { ScenarioError } from './reading/scenario-error.js';

/**
 * Makes sure that a drawn market can be played: every participant has a best plan of its own
 * before any trade, and all together have one. `file` is what errors call the scenario.
 * Throws `ScenarioError` naming the participant, or the column that pays without end.
 */
export function checkSolvable(drawn: DrawnMarket, solver: LpSolver, file: string = drawn.instance.id): void {
  const { instance } = drawn;
  instance.participants.forEach((participant, j) => {
    const alone = solveOnce(jointProblem([participant], participant.endowment), {}, solver);
    // what is unbounded alone is so together; that message names the column
    if (alone.status === 'optimal' || alone.status === 'unbounded') return;
    const field = drawn.householdFields?.[j] ?? `agents[${j}]`;
    const shortage =
      drawn.community && alone.status === 'infeasible' ? shortageOf(drawn.community, j, solver) : null;
    throw new ScenarioError(
      file,
      field,
      alone.status === 'infeasible'
        ? `${participant.id} cannot meet its own constraints${shortage ? `: ${shortage}` : ' with its endowment'}`
        : `the solver found no plan for ${participant.id}: ${describe(alone)}`,
      drawn.community
        ? 'raise its connection, widen its windows or lower what it must use'
        : 'relax own.lower, own.upper or bounds, or raise its endowment',
    );
  });
  const central = centralProblem(instance);
  const together = solveOnce(central, {}, solver);
  if (together.status === 'optimal') return;
  if (together.status === 'unbounded') {
    const { participant, column } = steepest(instance, central, together.ray);
    throw new ScenarioError(
      file,
      `agents[${participant}].cost[${column}]`,
      'the central problem is unbounded: this column earns without end',
      'give it an upper bound or a row that limits it',
    );
  }
  throw new ScenarioError(file, '', `the central problem has no solution: ${describe(together)}`);
}

function describe(outcome: LpOutcome): string {
  return outcome.status === 'failed' ? outcome.reason : outcome.status;
}

/** The column that gains most along an unbounded ray. */
function steepest(
  { participants }: MarketInstance,
  { cost, blocks }: ReturnType<typeof centralProblem>,
  ray: Float64Array,
): { participant: number; column: number } {
  let best = 0;
  ray.forEach((step, i) => {
    if (cost[i]! * step < cost[best]! * ray[best]!) best = i;
  });
  const participant = participants.findIndex(
    (_: Participant, j) => best < blocks[j]!.firstColumn + blocks[j]!.columns,
  );
  return { participant, column: best - blocks[participant]!.firstColumn };
}
