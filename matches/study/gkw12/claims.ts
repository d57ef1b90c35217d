import { meanInterval, type MeanEstimate } from '#results/statistics/mean-interval.js';
import { base, type StudyCell } from './cells.js';
import type { PlayedCell } from './gkw12-study.js';
import type { Run } from './run.js';

/** A published claim, as the sign of a difference between cells that differ in nothing else. */
export interface PublishedClaim {
  readonly says: string;
  readonly sign: 1 | -1;
  readonly measure: (run: Run) => number;
  /** whether a cell is one of those that are claimed to have more, or less */
  readonly isMeant: (cell: StudyCell) => boolean;
  /** what it is compared with */
  readonly against: (cell: StudyCell) => StudyCell;
}

const rounds = ({ rounds }: Run): number => rounds;
const uncalled = ({ uncalled }: Run): number => uncalled;
const agents = ({ agents }: Run): number => agents;

/** The signs of what [GKW12] found. */
export const claims: readonly PublishedClaim[] = [
  {
    ...{ says: 'asynchrony takes more rounds', sign: 1, measure: rounds },
    isMeant: (cell) => cell.participation < 1 && departsIn(cell, []),
    against: (cell) => ({ ...cell, participation: 1 }),
  },
  {
    ...{ says: 'asynchrony costs welfare', sign: -1, measure: uncalled },
    isMeant: (cell) => cell.participation < 1 && departsIn(cell, []),
    against: (cell) => ({ ...cell, participation: 1 }),
  },
  {
    ...{ says: 'asymmetric information takes more rounds', sign: 1, measure: rounds },
    isMeant: (cell) => cell.information === 'asymmetric' && departsIn(cell, ['information']),
    against: (cell) => ({ ...cell, information: 'symmetric' }),
  },
  {
    ...{ says: 'asymmetric information costs welfare', sign: -1, measure: uncalled },
    isMeant: (cell) => cell.information === 'asymmetric' && departsIn(cell, ['information']),
    against: (cell) => ({ ...cell, information: 'symmetric' }),
  },
  {
    ...{ says: 'a forecast takes fewer rounds', sign: -1, measure: rounds },
    isMeant: (cell) => cell.selection === 'forecast' && departsIn(cell, ['selection', 'information']),
    against: (cell) => ({ ...cell, selection: 'myopic' }),
  },
  {
    ...{ says: 'a forecast brings welfare', sign: 1, measure: uncalled },
    isMeant: (cell) => cell.selection === 'forecast' && departsIn(cell, ['selection', 'information']),
    against: (cell) => ({ ...cell, selection: 'myopic' }),
  },
  {
    ...{ says: 'an active dealer may cost the agents', sign: -1, measure: agents },
    isMeant: (cell) => cell.policy !== 'NA' && departsIn(cell, ['policy']),
    against: (cell) => ({ ...cell, policy: 'NA' }),
  },
  {
    ...{ says: 'and more where it owns everything', sign: -1, measure: agents },
    isMeant: (cell) => cell.policy !== 'NA' && departsIn(cell, ['policy', 'endowments'], 'dealer'),
    against: (cell) => ({ ...cell, policy: 'NA' }),
  },
];

/** What was found of a claim: the difference over all pairs of runs, with its 95 % interval; null: no cell speaks of it. */
export function judge(claim: PublishedClaim, played: readonly PlayedCell[]): MeanEstimate | null {
  const byCell = new Map(played.map(({ cell, runs }) => [JSON.stringify(cell), runs]));
  const pairs = played
    .filter(({ cell }) => claim.isMeant(cell))
    .map(({ cell, runs }) => ({
      runs,
      others: byCell.get(JSON.stringify(claim.against(cell))),
    }));
  const count = Math.max(0, ...pairs.map(({ runs }) => runs.length));
  // One value for each market: cells of one size share their markets, so they are no evidence of their own.
  const differences = Array.from({ length: count }, (_, run) => {
    const known = pairs
      .filter(({ others }) => others)
      .map(({ runs, others }) => claim.measure(runs[run]!) - claim.measure(others![run]!));
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  return meanInterval(differences, { seed: claim.says });
}

/** Whether a cell is the base but in these conditions. */
function departsIn(
  cell: StudyCell,
  conditions: readonly (keyof typeof base)[],
  endowments = 'spread',
): boolean {
  return (
    cell.endowments === endowments &&
    (Object.keys(base) as (keyof typeof base)[]).every(
      (key) => conditions.includes(key) || key === 'endowments' || cell[key] === base[key],
    )
  );
}
