import type { FailureRecord } from '#market/match/report/report.js';
import { groupFailures, type MatchWithFailures } from './group-failures.js';

const threw = (round: number, reason: string): FailureRecord => ({ round, kind: 'threw', reason });

/** Teams a and b on three seats, and the grid. */
function aMatch(
  id: string,
  perSeat: readonly FailureRecord[][],
  dealer: FailureRecord[] = [],
): MatchWithFailures {
  const agents = perSeat.map((failures, seat) => ({ seat, role: 'agent' as const, failures }));
  const grid = { seat: perSeat.length, role: 'grid' as const, failures: [threw(1, "the grid's")] };
  return {
    id,
    planned: { teams: ['a', 'b'], dealer: 'd' },
    report: { perSeat: [...agents, grid], dealer: { failures: dealer } },
  };
}

const MATCHES = [
  aMatch('m1', [[threw(2, 'no (a.ts:11:63)')], [threw(1, 'other')], [threw(3, 'no (a.ts:11:63)')]]),
  aMatch('m2', [[], [], [threw(5, 'late'), threw(6, 'no (a.ts:11:63)')]], [threw(1, 'glut')]),
];

it('groups the failures of all seats of a plugin by reason, the most frequent first', () => {
  expect(groupFailures('a', MATCHES)).toEqual([
    {
      ...{ kind: 'threw', reason: 'no (a.ts:11:63)', line: 11, failures: 3, matches: 2 },
      first: { match: 'm1', round: 2, seat: 0 },
    },
    {
      ...{ kind: 'threw', reason: 'late', line: null, failures: 1, matches: 1 },
      first: { match: 'm2', round: 5, seat: 2 },
    },
  ]);
});

it("tells of a dealer's own, and of nobody else's", () => {
  expect(groupFailures('d', MATCHES)).toEqual([
    {
      ...{ kind: 'threw', reason: 'glut', line: null, failures: 1, matches: 1 },
      first: { match: 'm2', round: 1, seat: null },
    },
  ]);
  expect(groupFailures('c', MATCHES)).toEqual([]);
});
