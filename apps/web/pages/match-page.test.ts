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

it('tells a community’s prices and books by clock time, in euros', () => {
  const { report } = aMatch('m').inBlock(1).of('A', 'B').result();
  const times = ['2025-07-08T17:00+02:00', '2025-07-08T18:00+02:00'];
  const resources = [
    { period: 0, right: null },
    { period: 1, right: null },
    { period: 1, right: 'import' as const },
  ];
  const page = matchPage({
    ...{ id: 'm', league: { id: 'l', title: 'L' }, run: 'r', block: 1, scenario: 's', scored: true },
    ...{ state: 'played', dealer: 'd', team: () => 't', fault: null, seed: null, anchor: null },
    energy: { times, stepHours: 1, resources, flows: null },
    report: {
      ...report,
      kpis: { selfSufficiency: 0.5 },
      inventory: [0, 0, 0],
      allocation: report.perSeat.map(() => [1, 2, 3]),
      conservation: { resources: ['0', '0', '-7'], cash: '0' },
    },
  });
  for (const told of ['EUR per kWh', 'clock time from 2025-07-08 on, +02:00', '>17:00<', 'import 18:00: -7'])
    expect(page).toContain(told);
  expect(page).not.toMatch(/money per unit|in communities|resource 3/);
});
