import { dealt } from '#market/test/short-form.js';
import type { ForgedMatch } from '../test/forge.js';
import { refusal, withhold } from '../test/forgery.js';

describe('figures', () => {
  it.each(
    dealt<[string, (record: ForgedMatch) => void, string]>(
      [
        ['efficiency', ({ report }) => (report.efficiency = 0.5), 'report.efficiency'],
        ['a saving', ({ report }) => (report.perSeat[0]!.saving += 1e-9), 'report.perSeat[0].saving'],
        ['a figure of its own', ({ report }) => (report.kpis.x = 1), 'report.kpis.x'],
        ['a round', ({ rounds }) => (rounds[0]!.cost += 1), 'rounds[0].cost'],
        ['a trade', ({ rounds }) => rounds.find((one) => one.settled)!.trades.pop(), 'rounds['],
        ['the cap', ({ report }) => (report.roundCap = 99), 'report.roundCap'],
        ['the hash', ({ report }) => (report.resultHash = '0'.repeat(64)), 'report.resultHash'],
        ['the outcome', ({ report }) => (report.outcome = 'stalled'), 'report.outcome'],
        ['a name', ({ report }) => (report.seats[0]!.plugin = 'x'), 'report.seats[0].plugin'],
        [
          'a failure',
          ({ report }) => report.perSeat[0]!.failures.push({ round: 1, kind: 'threw', reason: 'x' }),
          'failures',
        ],
        [
          'that the clock struck, without a failure that shows it',
          ({ report }) => Object.assign(report, { timingDependent: true, efficiency: 0.1 }),
          'report.efficiency',
        ],
        [
          'how long the solver took',
          ({ report }) => (report.timing.solverSeconds = 1e9),
          'timing.solverSeconds',
        ],
      ],
      1,
    ),
  )('that were changed are found: %s', async (_, change, field) => {
    const words = await refusal('mixed', ([, match]) => change(match));
    expect(words.split('\n').find((line) => line.includes('DIFFERENT: '))).toContain(field);
    // Where its source is withheld, what follows from its own trades still tells.
    const closed = await refusal('mixed', (lines) => {
      withhold(lines);
      change(lines[1]);
    });
    expect(closed).toMatch(field === 'report.kpis.x' ? /without source/ : /DIFFERENT: /);
  });

  it('are excused by no clock that did not strike, and by none before it struck', async () => {
    const strike = (record: ForgedMatch, round: number): void => {
      record.report.perSeat[0]!.failures.push({ round, kind: 'timed-out', reason: '' });
      record.report.timingDependent = true;
    };
    const excused = await refusal('mixed', ([, match]) => strike(match, 3));
    // Its hash is not that of these failures.
    expect(excused).toMatch(/DIFFERENT: report\.resultHash/);
    expect(
      await refusal('mixed', ([, match]) => {
        strike(match, 4);
        match.rounds[1]!.newOrders += 1;
      }),
    ).toMatch(/DIFFERENT: /);
    expect(await refusal('slow', ([, match]) => (match.report.efficiency = 0.9))).toMatch(
      /DIFFERENT: report\.efficiency/,
    );
  });
});
