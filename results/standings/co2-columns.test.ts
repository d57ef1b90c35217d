import { agentBoard } from './build-board.js';
import { boardTable } from './board-table.js';
import { matchTable } from '../export/match-table.js';
import { aMatch } from '../test/match-builder.js';
import type { MatchResult } from '../metrics/match-result.js';

const weights = { welfare: 1, cost: 1, convergence: 1 };
const contestants = ['a', 'b'].map((id) => ({ id, name: id, version: '1', baseline: false }));

/** One match a block; with `co2`, kg of the community per block. */
function matches(co2: readonly number[] | null): MatchResult[] {
  return [1, 2, 3].map((block) => {
    const result = aMatch(String(block)).inBlock(block).of('a', 'b').saving(1, 2).result();
    if (!co2) return result;
    const average = co2[block - 1]!;
    const perSeat = result.report.perSeat.map((seat) => ({ ...seat, co2: { average: average / 4 } }));
    return { ...result, report: { ...result.report, perSeat, kpis: { co2Average: average } } };
  });
}

it('shows CO2 of the community and per household, with intervals, where it is known', () => {
  const board = agentBoard({ contestants, matches: matches([1, 2, 6]), weights });
  expect(board.shown.map(({ id }) => id).filter((id) => id.startsWith('co2'))).toEqual([
    'co2Average',
    'co2AveragePerHousehold',
  ]);
  const { co2Average, co2AveragePerHousehold } = board.rows[0]!.shown;
  expect(co2Average!.mean).toBe(3);
  expect(co2Average!.low).toBeLessThan(co2Average!.high!);
  expect(co2AveragePerHousehold!.mean).toBeCloseTo(3 / 4, 12);
  expect(boardTable(board).columns).toContain('co2Average_low');
  expect(matchTable(matches([1, 2, 6]), String).columns).toContain('co2AveragePerHousehold');
});

it('says nothing of CO2 where no scenario does', () => {
  const board = agentBoard({ contestants, matches: matches(null), weights });
  expect(JSON.stringify([board, boardTable(board), matchTable(matches(null), String)])).not.toMatch(/co2/i);
});
