/** @short-form 1/3 or none; each time: forged-figures.test.ts, matches/verify/honest-bundles.test.ts */
import { dealt } from '#market/test/short-form.js';
import { marketsOf } from '#market/match/report/markets-of-match.js';
import type { MatchReport } from '#market/match/report/report.js';
import { findingLines, headline } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, runOf, withhold } from '../test/forgery.js';

type Days = NonNullable<ForgedMatch['report']['days']>;
const dayOf = ({ report }: ForgedMatch, d: number): Days['perDay'][number] => report.days!.perDay[d]!;
const more = (units: string): string => (BigInt(units) + 1n).toString();

/** The first trade of a day. */
function tradeOf({ rounds }: ForgedMatch, day: number): ForgedMatch['rounds'][number]['trades'][number] {
  return rounds.filter((round) => round.day === day).flatMap(({ trades }) => trades)[0]!;
}

describe('a match over days', () => {
  it('is one record: rounds counted through with their day, and totals of what its days say', async () => {
    const { played } = await runOf('days');
    for (const { report, rounds } of played.values()) {
      const { perDay, conservation } = report.days!;
      expect(rounds.map(({ round }) => round)).toEqual(rounds.map((_, i) => i + 1));
      expect(perDay.map(({ day }) => rounds.filter((round) => round.day === day).length)).toEqual(
        perDay.map((day) => day.rounds),
      );
      expect(
        new Set([...report.conservation.resources, ...Object.values<string>({ ...conservation })]),
      ).toEqual(new Set(['0']));
      const sum = (of: (day: (typeof perDay)[number]) => number): number =>
        perDay.reduce((total, day) => total + of(day), 0);
      expect(report.cost).toBeCloseTo(
        sum(({ cost }) => cost),
        9,
      );
      expect(report.optimum).toBeCloseTo(
        sum(({ references }) => references.optimum),
        9,
      );
      expect(report.efficiency).toBeCloseTo(
        sum(({ references, cost }) => references.alone - cost) /
          sum(({ references }) => references.alone - references.optimum),
        9,
      );
      // Savings, what the grid and the dealer got, and fees are all there was to gain.
      const { account } = report as Required<MatchReport>;
      const parts = [account.households, account.grid, account.dealer, account.fees];
      expect(parts.reduce((total, part) => total + BigInt(part), 0n)).toBe(BigInt(account.gain));
      const views = marketsOf(report);
      expect(views.map(({ key }) => key)).toEqual(['1', '1/12', '2', '2/12', '3', '3/12']);
      expect(views.flatMap(({ prices }) => prices)).toEqual(report.prices);
      expect(report.gap).toBe(Math.max(...views.map(({ gapPerRound }) => gapPerRound.at(-1)!)));
    }
  });

  it('is replayed, and where a source is withheld it is consistent', async () => {
    const found = await findings('days');
    expect(headline(found)).toMatch(/^\d+ of \d+ matches replayed identically$/);
    expect(isRefuted(found, 0)).toBe(false);
    const closed = await findings('days', withhold);
    expect(findingLines(closed, 1)[0]).toMatch(/without source \(figures consistent, not replayed\)$/);
  });

  const cases: [string, (match: ForgedMatch) => void][] = [
    ['a trade of its second day', (match) => (tradeOf(match, 2).payment *= 2)],
    ['a round of another day', (match) => (match.rounds.at(-1)!.day = 1)],
    ['the cash of a household at the end of a day', (match) => (dayOf(match, 0).cash[0] = more(dayOf(match, 0).cash[0]!))], // prettier-ignore
    ['what it paid for imbalance', (match) => (dayOf(match, 1).homes[0]!.imbalancePayment = more(dayOf(match, 1).homes[0]!.imbalancePayment))], // prettier-ignore
    ['what differed from its schedule', (match) => (dayOf(match, 1).homes[0]!.imbalance[12]! += 1000)],
    ['what the day would have cost alone', (match) => (dayOf(match, 2).homes[1]!.costAlone += 0.1)],
    ['the optimum of a day', (match) => (dayOf(match, 1).references.optimum -= 0.1)],
    ['the hash of a market', (match) => (dayOf(match, 1).markets[0]!.resultHash = '0'.repeat(64))],
    ['what was bought in a market', (match) => (dayOf(match, 1).markets[0]!.volume += 0.1)],
    ['an outcome', (match) => (dayOf(match, 1).outcome = 'stalled')],
    ['a battery that no home has', (match) => dayOf(match, 1).markets[0]!.states[1]!.batteries.push(3)],
    ['a household more', (match) => match.report.days!.households.push(match.report.days!.households[0]!)],
    ['rounds without end', (match) => (dayOf(match, 2).markets[1]!.rounds = 1e15)],
    ['a day less', (match) => match.report.days!.perDay.pop()],
    ['no days at all', (match) => delete match.report.days],
    ['a battery that holds more in the morning', (match) => (dayOf(match, 0).markets[1]!.states[0]!.batteries[0]! += 1)], // prettier-ignore
  ];
  it.each(dealt(cases, 2))('is refused with another figure: %s', async (_, change) => {
    expect(await refusal('days', ([, match]) => change(match))).toMatch(/DIFFERENT: |match line 1/);
    const closed = await refusal('days', (lines) => {
      withhold(lines);
      change(lines[1]);
    });
    expect(closed).toMatch(/DIFFERENT: |match line 1/);
  });
});
