import { aMatch } from '#results/test/match-builder.js';
import { matchPage } from './match-page.js';

it('keeps the reasons of failures to itself: they are the owner’s', () => {
  const secret = 'reason of a failure';
  const { report } = aMatch('void').inBlock(1).of('A', 'B').ending('void').result();
  const failing = report.perSeat.map((seat) => ({
    ...seat,
    failures: [{ round: 1, kind: 'threw' as const, reason: secret }],
  }));
  const page = matchPage({
    ...{ id: 'm', league: { id: 'l', title: 'L' }, run: 'r', block: 1, scenario: 's', scored: true },
    ...{ state: 'played', dealer: 'd', team: () => 't', fault: null, seed: null, anchor: null },
    report: { ...report, perSeat: failing },
  });
  expect(page).toContain(`1 threw`);
  expect(page).not.toContain(secret);
});
