import type { AgentProblem, MarketInstance } from '../instance.js';
import { sparseFromRows } from '../lp/sparse-matrix.js';
import { type Rng, uniform } from '../rng.js';

/** Size and kind of a random market, after the experiment of [GKW12]. */
export interface RandomMarketSettings {
  readonly agents: number;
  readonly resources: number;
  /** own rows and columns of each agent */
  readonly rows: number;
  readonly columns: number;
  /** all coefficients are uniform in this range; >= 0 on average, or nothing is scarce */
  readonly coefficients: readonly [low: number, high: number];
  /** `spread`: exponential shares over the agents; `dealer`: all there is belongs to the dealer */
  readonly endowments: 'spread' | 'dealer';
  /** whole-number coefficients: markets with many ties */
  readonly integer: boolean;
  readonly cash: number;
}

/** Ranges beyond [GKW12], chosen so that x = 0 is feasible, everything is bounded and resources are scarce. */
const RIGHT_HAND_SIDE = [5, 30] as const;
const SUPPLY_PER_AGENT = [2, 8] as const;
const LARGEST_ACTIVITY = 20;

/**
 * A random market. Each agent earns from activities x >= 0 (cost <= 0) that use up its own rows
 * and the shared resources; the sum of its activities is limited as well, which bounds every
 * problem. Amounts are whole multiples of 1e-6.
 */
export function randomMarket(id: string, settings: RandomMarketSettings, rng: Rng): MarketInstance {
  const { agents, resources, cash } = settings;
  const problems = Array.from({ length: agents }, (_, j) => randomAgent(settings, rng.fork(`agent/${j}`)));
  const supplyRng = rng.fork('supply');
  const supply = Float64Array.from({ length: resources }, () =>
    rounded(agents * uniform(supplyRng, ...SUPPLY_PER_AGENT), 1e3),
  );
  const { shares, dealer } = endowments(settings, supply, rng.fork('endowments'));
  return {
    id,
    resources: Array.from({ length: resources }, (_, i) => ({ id: `r${i + 1}`, unit: 'unit' })),
    participants: problems.map((problem, j) => ({
      id: `agent-${j + 1}`,
      role: 'agent',
      problem,
      endowment: shares[j]!,
      cash,
    })),
    dealer: { endowment: dealer, cash },
    initialPrices: new Float64Array(resources),
  };
}

function randomAgent(
  { resources, rows, columns, coefficients, integer }: RandomMarketSettings,
  rng: Rng,
): AgentProblem {
  const coefficient = (): number => {
    const value = uniform(rng, ...coefficients);
    return integer ? Math.round(value) : rounded(value, 1e4);
  };
  const matrix = (count: number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: columns }, coefficient));
  const own = [...matrix(rows), new Array<number>(columns).fill(1)];
  const shared = matrix(resources);
  return {
    cost: Float64Array.from({ length: columns }, () => 0 - Math.abs(coefficient())),
    own: {
      matrix: sparseFromRows(own, columns),
      lower: new Float64Array(rows + 1).fill(-Infinity),
      upper: Float64Array.from(own, (_, i) =>
        i < rows ? rounded(uniform(rng, ...RIGHT_HAND_SIDE), 1e3) : LARGEST_ACTIVITY,
      ),
    },
    shared: sparseFromRows(shared, columns),
    columnLower: new Float64Array(columns),
    columnUpper: new Float64Array(columns).fill(Infinity),
  };
}

function endowments(
  { agents, resources, endowments }: RandomMarketSettings,
  supply: Float64Array,
  rng: Rng,
): { shares: Float64Array[]; dealer: Float64Array } {
  const shares = Array.from({ length: agents }, () => new Float64Array(resources));
  if (endowments === 'dealer') return { shares, dealer: supply };
  supply.forEach((total, i) => {
    const weights = Array.from({ length: agents }, () => -Math.log(1 - rng.next()));
    const sum = weights.reduce((a, b) => a + b, 0);
    let left = Math.round(total * 1e6);
    weights.forEach((weight, j) => {
      const share = Math.min(left, Math.floor((total * 1e6 * weight) / sum));
      const part = j === agents - 1 ? left : share;
      shares[j]![i] = part / 1e6;
      left -= part;
    });
  });
  return { shares, dealer: new Float64Array(resources) };
}

function rounded(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}
