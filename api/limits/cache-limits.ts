import { materialLimits } from '#database/queue/limits.js';
import { limitsOf, type Limit } from './limit.js';

/** What is kept in memory that could be made or read again. */
export const cacheLimits = {
  scenarios: 1000,
  /** homes are many: characters, which is what they take in memory, about */
  scenarioCharacters: 50_000_000,
  runCounts: 1000,
  nextRuns: 200,
  convergenceFigures: 50,
  boards: 5,
  pooledBoards: 3,
  /** a large one takes seconds */
  receiptTrees: 3,
  breakdowns: 20,
  mostBlocks: 200,
  markets: 5,
} as const;

export function cacheRows(): Limit[] {
  const again = 'the oldest made again';
  const readAgain = ['server or worker', 'the oldest read again'] as const;
  return [
    ...limitsOf(cacheLimits, {
      scenarios: ['sizes and details of scenarios in memory', 'scenarios', 'server', again],
      scenarioCharacters: ['these details, together', 'characters', 'server', again],
      runCounts: ['counts of matches of runs that are over, in memory', 'runs', 'server', again],
      nextRuns: ['next runs as they are foreseen, in memory', 'leagues', 'server', again],
      convergenceFigures: ['figures of convergence in memory', 'runs', 'server', again],
      boards: ['boards that are read for pages, in memory', 'runs', 'thread', again],
      pooledBoards: ['pooled boards in memory', 'boards', 'thread', again],
      receiptTrees: ['trees of receipts in memory', 'looks of runs', 'thread', again],
      breakdowns: ['breakdowns of plugins in memory', 'plugins and runs', 'thread', again],
      mostBlocks: ['blocks that runs could have, in memory', 'runs', 'thread', again],
      markets: ['scenarios and markets behind pages, in memory', 'of each', 'thread', again],
    }),
    ...limitsOf(materialLimits, {
      runs: ['what runs are played with, in memory', 'runs', ...readAgain],
      files: ['files of plugins in memory', 'files', ...readAgain],
      packageCharacters: ['packages of scenarios in memory', 'characters', ...readAgain],
    }),
  ];
}
