import type { MatchReport } from '#market/match/report/report.js';
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
  const { perSeat, dealer } = reportView(report, planned, {
    isOwn: (submission) => own.includes(submission),
    placesIn: null,
  });
  const shown = [
    ...perSeat.map(({ seat, failures: [failure] }) => [`seat ${seat}`, failure]),
    ['dealer', dealer.failures[0]],
  ] as [string, (typeof failures)[0]][];
  expect(shown.filter(([, { reason }]) => reason !== '').map(([who]) => who)).toEqual(readable);
  // That something failed is everybody's to know.
  for (const [, { round, kind }] of shown) expect([round, kind]).toEqual([3, 'threw']);
});

/** 17 lines, told apart in every way there is. */
const placesIn = new Map([['d', { file: 'spy.ts', source: `a\r\nb\rc\u2028${'\n'.repeat(13)}` }]]);

it.each([
  ['threw: Error: [1,2,3] (spy.ts:7:11)', 'withheld in this scenario (source:7)'],
  ['threw: Error: [1,2,3] (spy.ts:17:11)', 'withheld in this scenario (source:17)'],
  ['threw: Error: 4,5 (not:9', 'withheld in this scenario'],
  ['threw: Error: (0.123456789:1234567)', 'withheld in this scenario'],
  ['threw: SECRETWORD :056126)', 'withheld in this scenario'],
  ['threw: SECRETWORD x:056126:056126)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:18:1)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:012:1)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:0:1)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:1e1:1)', 'withheld in this scenario'],
  ['threw: SECRETWORD (other.ts:7:1)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:7)', 'withheld in this scenario'],
  ['threw: SECRETWORD (spy.ts:7:1) (no line)', 'withheld in this scenario'],
])(
  'tells an owner where it failed in a scenario that is kept secret, and in no words: %s',
  (reason, told) => {
    const spied = {
      ...report,
      dealer: { ...report.dealer, failures: [{ round: 1, kind: 'threw', reason }] },
    };
    const view = reportView(spied as MatchReport, planned, { isOwn: () => true, placesIn });
    expect(view.dealer.failures).toEqual([{ round: 1, kind: 'threw', reason: told }]);
  },
);
