import { isAsynchronous, type GridOffer, type MarketRules, type Participant } from '#market/instance.js';
import { entriesOf, type SparseMatrix } from '#market/lp/sparse-matrix.js';
import { asynchronousDocument } from '../conduct/asynchronous-schema.js';
import { chainDocument } from '../conduct/chain-schema.js';
import { closingDocument } from '../conduct/closing-schema.js';
import type { AgentDocument, LinearDocument, MatrixDocument } from '../linear/linear-schema.js';
import type { DrawnMarket, ScenarioChain } from '../scenario.js';

/** A drawn market as a scenario of kind `linear`: read back, it plays to the same result. */
export function exportLinear(drawn: DrawnMarket): LinearDocument {
  const { instance, fees, tariff, mechanism, sealed, chain } = drawn;
  return {
    kind: 'linear',
    id: instance.id,
    mechanism,
    sealed,
    ...rulesOf(drawn.rules),
    ...(chain && { chain: chainDocument(withoutFees(chain)) }),
    resources: instance.resources.map((resource) => ({ ...resource })),
    cash: 0,
    dealerCash: instance.dealer.cash,
    initialPrices: [...instance.initialPrices],
    ...(instance.exact !== undefined && { exact: instance.exact }),
    endowments: {
      agents: instance.participants.map(({ endowment }) => [...endowment]),
      dealer: [...instance.dealer.endowment],
    },
    fees: [...fees],
    ...(tariff && { tariff: { retail: [...tariff.retail], feedIn: [...tariff.feedIn] } }),
    agents: instance.participants.map(agentOf),
  };
}

function rulesOf(all: MarketRules): Partial<LinearDocument> {
  const { gas: _chain, closing, asynchronous, participation, ...rules } = all;
  return {
    ...rules,
    closing: closingDocument(closing),
    communication: isAsynchronous(all) ? 'asynchronous' : 'synchronous',
    ...(asynchronous && { asynchronous: asynchronousDocument(asynchronous) }),
    ...(asynchronous?.rate === undefined && { participation }),
  };
}

function agentOf({ id, role, cash, grid, problem, columns }: Participant): AgentDocument {
  const { own } = problem;
  return {
    id,
    role,
    cash,
    ...(columns && { columns: [...columns] }),
    ...(grid && { grid: gridOf(grid) }),
    cost: [...problem.cost],
    own: { matrix: matrixOf(own.matrix), lower: boundsOf(own.lower), upper: boundsOf(own.upper) },
    shared: { matrix: matrixOf(problem.shared) },
    bounds: { lower: boundsOf(problem.columnLower), upper: boundsOf(problem.columnUpper) },
  };
}

function gridOf({ ask, bid, capacity, importRight, exportRight }: GridOffer): AgentDocument['grid'] {
  return {
    ask: [...ask],
    bid: [...bid],
    capacity: [...capacity],
    ...(importRight && { importRight: [...importRight] }),
    ...(exportRight && { exportRight: [...exportRight] }),
  };
}

function matrixOf(matrix: SparseMatrix): MatrixDocument {
  return {
    rows: matrix.rows,
    columns: matrix.columns,
    entries: Array.from(entriesOf(matrix), ([row, column, value]) => [row, column, value]),
  };
}

function boundsOf(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

/** Who gets a fee is not in the programs. */
function withoutFees({ collectFees: _, ...chain }: ScenarioChain): ScenarioChain {
  return chain;
}
