import { anAgent, blems, vectorOf } from '#market/agent/test/agent-problems.js';
import type { AgentProblem, GridOffer, MarketInstance, Participant } from '#market/instance.js';
import { seededRng } from '#market/rng.js';
import { randomMarket, type RandomMarketSettings } from '#market/scenario/random-market.js';

/** [BLEMS] Appendix C (docs/market-rules.md, "The worked example"): optimum -12.5, prices (0.5, 0.5), everybody starts with a third. */
export const workedExample: MarketInstance = aMarketOf(
  [
    { problem: blems.first, holds: [8 / 3, 5 / 3] },
    { problem: blems.second, holds: [8 / 3, 5 / 3] },
  ],
  { dealerHolds: [8 / 3, 5 / 3] },
);

/** A random market after [GKW12]; small unless said otherwise. */
export function aRandomMarket(seed: string, changes: Partial<RandomMarketSettings> = {}): MarketInstance {
  const settings: RandomMarketSettings = {
    agents: 4,
    resources: 2,
    rows: 2,
    columns: 4,
    coefficients: [-1, 5],
    endowments: 'spread',
    integer: false,
    cash: 1000,
    ...changes,
  };
  return randomMarket(`random-${seed}`, settings, seededRng(seed));
}

/** A market of the given agents; the dealer holds nothing and prices start at zero unless said otherwise. */
export function aMarketOf(
  agents: readonly {
    readonly problem: AgentProblem;
    readonly holds: readonly number[];
    readonly cash?: number;
  }[],
  options: { dealerHolds?: number[]; dealerCash?: number; prices?: number[]; grid?: Participant } = {},
): MarketInstance {
  const m = agents[0]!.holds.length;
  const { dealerHolds, dealerCash = 100, prices, grid } = options;
  return {
    id: 'market',
    resources: Array.from({ length: m }, (_, r) => ({ id: `r${r + 1}`, unit: 'kWh' })),
    participants: [
      ...agents.map(({ problem, holds, cash = 100 }, seat) => ({
        id: `agent-${seat + 1}`,
        role: 'agent' as const,
        problem,
        endowment: vectorOf(...holds),
        cash,
      })),
      ...(grid ? [grid] : []),
    ],
    dealer: { endowment: dealerHolds ? vectorOf(...dealerHolds) : new Float64Array(m), cash: dealerCash },
    initialPrices: prices ? vectorOf(...prices) : new Float64Array(m),
  };
}

/** Earns `worth` for each unit of the only resource, up to `most` units. */
export function aUser(worth: number, most: number): AgentProblem {
  return anAgent({ cost: [-worth], own: [[1]], upper: [most], shared: [[1]] });
}

/** The grid of one resource: sells at `ask`, buys at `bid`, up to `capacity` either way. */
export function aGrid(ask: number, bid: number, capacity: number): Participant {
  // columns: sold into the market, taken from it
  const problem = anAgent({ cost: [ask, -bid], own: [[1, 0], [0, 1]], upper: [capacity, capacity], shared: [[-1, 1]] }); // prettier-ignore
  const grid: GridOffer = { ask: vectorOf(ask), bid: vectorOf(bid), capacity: vectorOf(capacity) };
  return { id: 'grid', role: 'grid', problem, endowment: vectorOf(0), cash: 1000, grid };
}
