import type { LpOptimum, LpOutcome, LpSolver } from '#market/lp/lp-solver.port.js';
import { brokenRow } from '#market/lp/broken-row.js';
import { distanceFromOptimum } from '#market/lp/optimality.js';
import { solveOnce } from '#market/lp/proven-optima.js';
import { MarketError } from '#market/errors.js';
import type { MarketInstance, Participant } from '#market/instance.js';
import { openingOf } from '#market/match/opening.js';
import { solvedCentral } from '#market/referee/central-optimum.js';
import { jointProblem, type JointProblem } from '#market/referee/central-problem.js';
import type { DrawnMarket } from './scenario.js';
import { shortageOf } from './community/checks/household-shortage.js';
import { FieldError, fieldPath, ScenarioError } from './reading/scenario-error.js';

/** Participants that are told at once. */
const MOST_FAULTS = 20;

/**
 * Makes sure that a drawn market can be played: a ledger can open it, every participant has a best plan of its own
 * before any trade, and all together have one, and that the solver's answers are what it calls them. `file` is what errors call the scenario.
 * Throws `ScenarioError` naming the participant, or the column that pays without end.
 */
export function checkSolvable(drawn: DrawnMarket, solver: LpSolver, file: string = drawn.instance.id): void {
  const { instance } = drawn;
  checkOpening(drawn, file);
  checkNamedAgents(drawn, file);
  const faults: FieldError[] = [];
  instance.participants.forEach((participant, j) => {
    if (faults.length === MOST_FAULTS) return;
    const field = drawn.householdFields?.[j] ?? `agents[${j}]`;
    const problem = jointProblem([participant], participant.endowment);
    const alone = solveOnce(problem, {}, solver);
    if (alone.status === 'optimal') believe(problem, alone, file, field, participant.id);
    // what is unbounded alone is so together; that message names the column
    else if (alone.status !== 'unbounded')
      faults.push(new FieldError([field], ...whyUnable(drawn, j, alone, solver)));
  });
  const [first, ...others] = faults;
  if (first) throw new ScenarioError(file, fieldPath(first.path), first.reason, first.mend, others);
  const { problem: central, outcome: together } = solvedCentral(instance, solver);
  if (together.status === 'optimal') return believe(central, together, file, '', 'all together');
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

/** Reason and remedy where a participant has no plan of its own. */
function whyUnable(
  { instance, community }: DrawnMarket,
  j: number,
  alone: LpOutcome,
  solver: LpSolver,
): [reason: string, mend: string] {
  const { id, endowment } = instance.participants[j]!;
  const mend = community
    ? 'raise its connection, widen its windows or lower what it must use'
    : 'relax own.lower, own.upper or bounds, or raise its endowment';
  if (alone.status !== 'infeasible') return [`the solver found no plan for ${id}: ${describe(alone)}`, mend];
  const shortage = community ? shortageOf(community, j, endowment, solver) : null;
  return [`${id} cannot meet its own constraints${shortage ? `: ${shortage}` : ' with its endowment'}`, mend];
}

function checkOpening({ instance, rules }: DrawnMarket, file: string): void {
  try {
    openingOf(instance, rules.settlement);
  } catch (error) {
    if (!(error instanceof MarketError)) throw error;
    throw new ScenarioError(file, '', error.message, 'state smaller prices, powers or amounts');
  }
}

/** Agents that wake in their own way must be there. */
function checkNamedAgents({ instance, rules }: DrawnMarket, file: string): void {
  const agents = instance.participants.filter(({ role }) => role === 'agent').map(({ id }) => id);
  for (const id of Object.keys(rules.asynchronous?.agents ?? {}))
    if (!agents.includes(id))
      throw new ScenarioError(
        file,
        `asynchronous.agents.${id}`,
        'no agent is called so',
        `name one of ${agents.slice(0, 5).join(', ')}${agents.length > 5 ? ', ...' : ''}`,
      );
}

/** Relative errors up to this are the solver's rounding. */
const CERTAIN = 1e-6;

/** Throws `ScenarioError` where an alleged optimum breaks a row, or is none. */
function believe(
  problem: JointProblem,
  optimum: LpOptimum,
  file: string,
  field: string,
  whose: string,
): void {
  const { matrix, rowLower, rowUpper, sharedRow } = problem;
  const broken = brokenRow(matrix, rowLower, rowUpper, optimum.x);
  const distance = distanceFromOptimum(problem, optimum);
  if (!broken && distance <= CERTAIN) return;
  const row =
    broken && (broken.row < sharedRow ? `own row ${broken.row}` : `resource ${broken.row - sharedRow}`);
  throw new ScenarioError(
    file,
    field,
    row
      ? `the solver's best plan of ${whose} breaks ${row} by ${broken.by.toPrecision(3)}`
      : `the solver's best plan of ${whose} is none: it is off by ${distance.toExponential(0)}`,
    'its numbers lie too far apart for any solver: state them in other units',
  );
}

function describe(outcome: LpOutcome): string {
  return outcome.status === 'failed' ? outcome.reason : outcome.status;
}

/** The column that gains most along an unbounded ray. */
function steepest(
  { participants }: MarketInstance,
  { cost, blocks }: JointProblem,
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
