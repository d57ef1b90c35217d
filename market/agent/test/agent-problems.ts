import type { AgentProblem } from '#market/instance.js';
import { sparseFromRows } from '#market/lp/sparse-matrix.js';
import type { SeatBriefing, SeatView } from '../../traders.port.js';
import { widestLimits } from '#market/order/order-limits.js';

export function vectorOf(...values: number[]): Float64Array {
  return Float64Array.from(values);
}

/** An agent with rows `own` <= `upper`, resources `shared` and x >= 0. */
export function anAgent(input: {
  cost: number[];
  own: number[][];
  upper: number[];
  shared: number[][];
  columnLower?: number[];
}): AgentProblem {
  const n = input.cost.length;
  return {
    cost: vectorOf(...input.cost),
    own: {
      matrix: sparseFromRows(input.own, n),
      lower: vectorOf(...input.upper.map(() => -Infinity)),
      upper: vectorOf(...input.upper),
    },
    shared: sparseFromRows(input.shared, n),
    columnLower: vectorOf(...(input.columnLower ?? input.cost.map(() => 0))),
    columnUpper: vectorOf(...input.cost.map(() => Infinity)),
  };
}

/** The two agents of [BLEMS] Appendix C (docs/market-rules.md, "The worked example"); each holds a third of (8, 5). */
export const blems = {
  first: anAgent({ cost: [-1, -2], own: [[2, 1]], upper: [4], shared: [[1, 3], [1, 1]] }), // prettier-ignore
  second: anAgent({ cost: [-1, -3], own: [[2, 3]], upper: [9], shared: [[2, 1], [1, 1]] }), // prettier-ignore
  third: vectorOf(8 / 3, 5 / 3),
};

/** The first of them at the table of two. */
export function blemsBriefing(seat = 0): SeatBriefing {
  return {
    mechanism: 'bundle-trading',
    seat,
    agents: 2,
    resources: [
      { id: 'A', unit: 'kWh' },
      { id: 'B', unit: 'kWh' },
    ],
    roundCap: 100,
    closing: { kind: 'fixed' },
    communication: { kind: 'synchronous' },
    problem: blems.first,
    endowment: blems.third,
    cash: 100,
    fees: vectorOf(0, 0),
    limits: widestLimits,
  };
}

/**
 * What it sees in the first round, at prices of zero; z_1 = -13/6. Its best bundle there is (28/3, 7/3), worth 35/6; at
 * p = (10, 10) it sells all, (-8/3, -5/3), worth -13/6.
 */
export function blemsView(change: Partial<SeatView> = {}): SeatView {
  return {
    round: 1,
    prices: vectorOf(0, 0),
    previousPrices: vectorOf(0, 0),
    pricesSince: 0,
    allocation: blems.third,
    cash: 100,
    cost: -13 / 6,
    openOrders: [],
    call: true,
    lastVolume: vectorOf(0, 0),
    lastTrades: 0,
    ...change,
  };
}
