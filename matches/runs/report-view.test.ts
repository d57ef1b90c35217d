import type { MatchReport } from '#market/match/report.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { reportView } from './report-view.js';

const failures = [{ round: 3, kind: 'threw', reason: 'secret' }];
const report = {
  dealer: { name: 'd', failures },
  perSeat: [0, 1, 2].map((seat) => ({ seat, failures })),
} as unknown as MatchReport;
const planned = { teams: ['a', 'b'], dealer: 'd' } as unknown as PlannedMatch;

it.each([
  ['nobody', [], []],
  ['the owner of a team, in all seats of it', ['a'], ['seat 0', 'seat 2']],
  ['the owner of the dealer', ['d'], ['dealer']],
])('shows the reasons of failures to %s', (_, own, readable) => {
  const { perSeat, dealer } = reportView(report, planned, (submission) => own.includes(submission));
  const shown = [
    ...perSeat.map(({ seat, failures: [failure] }) => [`seat ${seat}`, failure]),
    ['dealer', dealer.failures[0]],
  ] as [string, (typeof failures)[0]][];
  expect(shown.filter(([, { reason }]) => reason !== '').map(([who]) => who)).toEqual(readable);
  // That something failed is everybody's to know.
  for (const [, { round, kind }] of shown) expect([round, kind]).toEqual([3, 'threw']);
});
