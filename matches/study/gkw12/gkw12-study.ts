import { defaultRules } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { equilibriumPrices } from '#market/referee/equilibrium-prices.js';
import { seededRng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { seatDefinitions } from '../../play/line-ups/named-line-up.js';
import { systemClock } from '../../play/system-clock.js';
import { studyAgent } from './agents.js';
import type { StudyCell } from './cells.js';
import { studyDealer } from './dealers.js';
import type { KeptRuns } from './kept-runs.js';
import type { Run } from './run.js';

/** Own rows and columns of the agents, in turn: the published sizes. */
const SHAPES = [
  [2, 4],
  [2, 8],
  [8, 4],
  [8, 8],
] as const;
/** Rounds after which a market is given up. */
const ROUND_CAP = 1000;
const CASH = 1e6;

/** Plays market number `run` (0, 1, ...) of a cell's size; cells that differ in nothing else have the same one. */
async function playRun(cell: StudyCell, run: number, solver: LpSolver): Promise<Run> {
  const { agents, resources, endowments, participation, information } = cell;
  const [rows, columns] = SHAPES[run % SHAPES.length]!;
  const seed = `gkw12/${agents}/${resources}/${run}`;
  const instance = randomMarket(
    'gkw12',
    { agents, resources, rows, columns, coefficients: [-1, 5], endowments, integer: false, cash: CASH },
    seededRng(seed),
  );
  const chance = seededRng(`${seed}/plugins`);
  const plugins = {
    agent: studyAgent(cell.selection, cell.pricing, chance.fork('agents')),
    dealer: studyDealer(cell.policy, equilibriumPrices(instance, solver), chance.fork('dealer')),
  };
  const { traders, dealer } = seatDefinitions(plugins, { seats: agents, seed }, solver);
  try {
    const played = await playMatch({
      ...{ instance, seed, traders, dealer, solver, ledger: new MemoryLedger(), clock: systemClock },
      rules: {
        ...{ ...defaultRules, book: 'keep', roundCap: ROUND_CAP, participation },
        asynchronous: { agents: {}, window: 1, information },
      },
    });
    return runOf(played, centralOptimum(instance, solver).cost);
  } finally {
    await traders.close();
    await dealer.close();
  }
}

function runOf({ rounds, outcome, seats, opening, closing }: PlayedMatch, optimum: number): Run {
  const noTrade = seats.reduce((sum, seat) => sum + seat.costBefore, 0);
  const attainable = noTrade - optimum;
  const called = rounds.find(({ call }) => call) ?? rounds.at(-1)!;
  const saved = seats.reduce((sum, seat) => sum + seat.costBefore - seat.cost, 0);
  const dealer = moneyToNumber(closing.dealerCash - opening.dealerCash);
  return {
    ...{ rounds: rounds.length, converged: outcome === 'converged' },
    uncalled: (noTrade - called.cost) / attainable,
    ...{ gained: saved / attainable, agents: (saved - dealer) / attainable, dealer: dealer / attainable },
  };
}

/** A cell with its runs, in order. */
export interface PlayedCell {
  readonly cell: StudyCell;
  readonly runs: readonly Run[];
}

export interface StudyProgress {
  /** what was played before is taken from here, and what is played now goes here */
  readonly kept?: KeptRuns;
  readonly onRun?: (done: number, total: number) => void;
}

/** Plays all cells. */
export async function gkw12Study(
  cells: readonly StudyCell[],
  runs: number,
  { kept, onRun }: StudyProgress = {},
): Promise<PlayedCell[]> {
  const solver = await createHighsSolver();
  const results: PlayedCell[] = [];
  for (const cell of cells) {
    const played: Run[] = [];
    for (let run = 0; run < runs; run++) {
      let result = kept?.find(cell, run);
      if (!result) {
        result = await playRun(cell, run, solver);
        await kept?.add(cell, run, result);
      }
      played.push(result);
      onRun?.(results.length * runs + run + 1, cells.length * runs);
    }
    results.push({ cell, runs: played });
  }
  return results;
}
