import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { benchInstance, type InstanceKind } from './instances.js';
import { benchMatch } from './bench-match.js';

export interface ScalingPoint {
  readonly kind: InstanceKind;
  readonly agents: number;
  readonly resources: number;
  readonly matches: number;
  readonly rounds: number;
  readonly converged: number;
  /** processor time */
  readonly millisecondsPerRound: number;
  /** of the time a match takes, the part inside HiGHS */
  readonly solverShare: number;
  readonly solvesPerRound: number;
}

export interface ScalingPlan {
  readonly kind: InstanceKind;
  readonly agents: readonly number[];
  readonly resources: readonly number[];
  /** matches of different seeds are played until this much time has gone by, at least one */
  readonly secondsPerPoint: number;
  readonly roundCap: number;
}

/** Processor time per round over sizes. The first match of a size warms the code up and is not counted. */
export async function measureScaling(
  plan: ScalingPlan,
  solver: LpSolver,
  onPoint: (point: ScalingPoint) => void,
): Promise<ScalingPoint[]> {
  const points: ScalingPoint[] = [];
  for (const resources of plan.resources)
    for (const agents of plan.agents) {
      const point = await measurePoint(plan, agents, resources, solver);
      points.push(point);
      onPoint(point);
    }
  return points;
}

async function measurePoint(
  { kind, secondsPerPoint, roundCap }: ScalingPlan,
  agents: number,
  resources: number,
  solver: LpSolver,
): Promise<ScalingPoint> {
  const warmUp = await benchInstance(kind, agents, resources, 'warm-up', Math.min(3, roundCap));
  await benchMatch(warmUp, solver, 'warm-up');
  let [matches, rounds, converged, seconds, solverSeconds, solves, processor] = [0, 0, 0, 0, 0, 0, 0];
  while (matches === 0 || seconds < secondsPerPoint) {
    const seed = `${++matches}`;
    const drawn = await benchInstance(kind, agents, resources, seed, roundCap);
    const { report, processorSeconds } = await benchMatch(drawn, solver, seed);
    rounds += report.rounds;
    converged += report.outcome === 'converged' ? 1 : 0;
    seconds += report.timing.seconds;
    solverSeconds += report.timing.solverSeconds;
    processor += processorSeconds;
    solves += report.timing.solves;
  }
  return {
    kind,
    agents,
    resources,
    matches,
    rounds,
    converged,
    millisecondsPerRound: (1000 * processor) / rounds,
    solverShare: solverSeconds / seconds,
    solvesPerRound: solves / rounds,
  };
}

/** Slope of log(time per round) over log(agents), least squares: 1 is linear growth. */
export function growthExponent(points: readonly ScalingPoint[]): number {
  const x = points.map(({ agents }) => Math.log(agents));
  const y = points.map(({ millisecondsPerRound }) => Math.log(millisecondsPerRound));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
