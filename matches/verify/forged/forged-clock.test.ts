/** @short-form 1/3; each time: forged-figures.test.ts, market/clock-exchange */
import { dealt } from '#market/test/short-form.js';
import { findingLines } from '../finding-lines.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, runOf, withhold } from '../test/forgery.js';

const feesOf = ({
  report,
}: ForgedMatch): { paid: string[]; unpaid: string[]; receivers: { receiver: string; amount: string }[] } =>
  report.chain.fees as never;
const payerOf = (match: ForgedMatch): number => feesOf(match).paid.findIndex((amount) => amount !== '0');

describe('a clock exchange whose fees are collected', () => {
  it('is replayed, and where a source is withheld it is consistent', async () => {
    const { played } = await runOf('clock');
    for (const { report } of played.values())
      expect(report.chain.fees!.paid).not.toEqual(['0', '0', '0', '0']);
    expect(findingLines(await findings('clock'), 1)[0]).toMatch(/replayed identically$/);
    expect(findingLines(await findings('clock', withhold), 1)[0]).toMatch(/figures consistent, not replayed/);
  });

  const shift = (match: ForgedMatch, by: bigint): void => {
    const [fees, seat] = [feesOf(match), payerOf(match)];
    fees.paid[seat] = String(BigInt(fees.paid[seat]!) + by);
    fees.receivers[0]!.amount = String(BigInt(fees.receivers[0]!.amount) + by);
  };
  const cases: [string, (match: ForgedMatch) => void, string][] = [
    [
      'that nobody paid',
      (match) => Object.assign(feesOf(match), { paid: ['0', '0', '0', '0'], receivers: [] }),
      'chain.fees',
    ],
    ['paid above all that was bought', (match) => shift(match, 10n ** 18n), 'chain.fees'],
    ['in part unpaid', (match) => (feesOf(match).unpaid[payerOf(match)] = '1'), 'chain.fees'],
    [
      'unpaid, though there was money',
      (match) => {
        const [fees, seat] = [feesOf(match), payerOf(match)];
        fees.unpaid[seat] = fees.paid[seat]!;
        fees.receivers[0]!.amount = String(BigInt(fees.receivers[0]!.amount) - BigInt(fees.paid[seat]!));
        fees.paid[seat] = '0';
      },
      'chain.fees',
    ],
    ['of a receiver of its own', (match) => (feesOf(match).receivers[0]!.receiver = 'me'), 'chain.fees'],
    ['gone', ({ report }) => delete (report.chain as { fees?: unknown }).fees, 'chain.fees'],
    [
      'a trade',
      ({ rounds }) => (rounds.find((one) => one.settled)!.trades[0]!.delivered[0]! += 1e-9),
      'rounds',
    ],
    ['a price', ({ rounds }) => (rounds.find((one) => one.settled)!.prices[0]! += 1e-9), ''],
    ['the prices at the end', ({ report }) => (report.prices[0]! += 1e-9), 'report.prices'],
    ['a round more', ({ report }) => (report.rounds += 1), 'report.rounds'],
    ['a price of the clock', ({ rounds }) => (rounds[1]!.announced[0]! += 1e-9), 'announced'],
    [
      'how much is wanted, turned',
      ({ rounds }) => void rounds[0]!.excess!.forEach((one, r, all) => (all[r] = -one)),
      '',
    ],
    [
      'how much is wanted in the end',
      ({ rounds }) => (rounds.find((one) => one.settled)!.excess![0]! += 1e-9),
      '',
    ],
    [
      'a clock that stopped early',
      ({ report, rounds }) => {
        rounds.splice(1, 1);
        rounds.forEach((round, index) => Object.assign(round, { round: index + 1 }));
        report.rounds = rounds.length;
      },
      'announced',
    ],
    [
      'converged',
      ({ report }) => (report.outcome = report.outcome === 'converged' ? 'stalled' : 'converged'),
      'report.outcome',
    ],
  ];
  it.each(dealt(cases, 4))(
    'is refused with what was paid, or traded, changed: %s',
    async (_, change, field) => {
      expect(await refusal('clock', ([, match]) => change(match))).toContain(
        `DIFFERENT: ${field && field !== 'rounds' ? '' : field}`,
      );
      const closed = await refusal('clock', (lines) => {
        withhold(lines);
        change(lines[1]);
      });
      expect(closed).toMatch(/DIFFERENT: /);
      expect(closed).toContain(field);
    },
  );
});

it('fees that a scenario does not collect are nobody\u2019s', async () => {
  const told = await refusal('mixed', (lines) => {
    withhold(lines);
    const { chain, perSeat } = lines[1].report;
    const nothing = perSeat.map(() => '0');
    Object.assign(chain, { fees: { paid: nothing, unpaid: nothing.with(0, '5'), receivers: [] } });
  });
  expect(told).toContain('DIFFERENT: report.chain.fees');
});
