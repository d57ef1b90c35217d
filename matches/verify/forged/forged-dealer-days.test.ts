/** @short-form 1/5 or none; each time: forged-figures.test.ts */
import { isDealers } from '#market/instance.js';
import { dealt } from '#market/test/short-form.js';
import { findingLines, headline } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedMatch, Lines } from '../test/forge.js';
import { findings, refusal, runOf, withhold } from '../test/forgery.js';

const gasOf = ({ report }: ForgedMatch, day: number): string[] => report.days!.perDay[day]!.gas as string[];

describe("days with seats of the dealer's own, on a chain whose gas costs money", () => {
  it('tells who paid for gas on which day, to the last unit', async () => {
    const { played } = await runOf('pricedDays');
    for (const { report } of played.values()) {
      const { perDay } = report.days!;
      const senders = report.chain.senders!;
      expect(perDay.map(({ gas }) => gas!.length)).toEqual([senders.length, senders.length]);
      senders.forEach(({ paid }, j) => {
        expect(perDay.reduce((sum, { gas }) => sum + BigInt(gas![j]!), 0n)).toBe(BigInt(paid));
        expect(BigInt(paid)).toBeGreaterThan(0n);
      });
      report.perSeat.forEach(({ gas }, j) => expect(gas).toBe(Number(senders[j]!.paid) / 1e18));
      const { gain, households, grid, dealer, fees } = report.account!;
      const parts = [households, grid, dealer, fees].map(BigInt);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(gain));
      // Whoever paid, gas is nobody's gain here: it is in the fees.
      const all = senders.reduce((sum, { paid }) => sum + BigInt(paid), 0n);
      expect(BigInt(fees)).toBeGreaterThanOrEqual(all);
      const own = report.perSeat.filter(({ role }) => isDealers(role));
      expect(own.map(({ id }) => id)).toEqual(['dealer-storage', 'dealer-chp', 'dealer-pv']);
      const saved = own.reduce((sum, { saving }) => sum + saving, report.dealerCash);
      expect(Number(dealer) / 1e18).toBeCloseTo(saved, 9);
      expect(new Set(Object.values<string>({ ...report.days!.conservation }))).toEqual(new Set(['0']));
    }
  });

  it('are replayed, and where a source is withheld they are consistent', async () => {
    const whole = await findings('pricedDays');
    expect(isRefuted(whole, 0)).toBe(false);
    expect(headline(whole)).toContain('identical');
    const closed = await findings('pricedDays', withhold);
    expect(findingLines(closed, 0).join('\n')).toContain('2 without source (figures consistent');
  });

  const cases: [string, (match: ForgedMatch) => unknown, RegExp][] = [
    [
      'gas of one day on another',
      (match) => {
        const [one, other] = [gasOf(match, 0), gasOf(match, 1)];
        one[0] = (BigInt(one[0]!) + BigInt(other[0]!)).toString();
        other[0] = '-0';
      },
      /perDay\.1\.gas\.0/,
    ],
    ['gas of a day that nobody paid', (match) => (gasOf(match, 0)[0] = '1'), /perDay\[\d\]\.gas/],
    [
      'no gas on a day',
      (match) => delete (match.report.days!.perDay[0] as { gas?: unknown }).gas,
      /perDay\[\d\]\.gas/,
    ],
    [
      'local fees of a market that other receivers got',
      (match) => {
        const [market] = match.report.days!.perDay[0]!.markets;
        market!.fees!.receivers.forEach((one) => Object.assign(one, { receiver: 'state' }));
      },
      /perDay|chain\.fees/,
    ],
    [
      'local fees of a market that nobody paid',
      (match) => delete (match.report.days!.perDay[1]!.markets[0] as { fees?: unknown }).fees,
      /perDay|chain\.fees/,
    ],
    [
      'local fees of all days that are more than those of each',
      (match) => {
        const { fees } = match.report.chain;
        for (const list of [fees!.paid, fees!.receivers.map(({ amount }) => amount)])
          list[0] = (BigInt(list[0]!) + 1n).toString();
        Object.assign(fees!.receivers[0]!, { amount: (BigInt(fees!.receivers[0]!.amount) + 1n).toString() });
      },
      /chain\.fees/,
    ],
    [
      'a seat of the dealer for an agent',
      (match) => Object.assign(match.report.perSeat[2]!, { role: 'agent' }),
      /perSeat\[2\]\.role/,
    ],
  ];
  it.each(dealt(cases, 2))('%s is refused, with the sources and without', async (_, forge, reason) => {
    const forged = (lines: Lines): void => void forge(lines[1]);
    expect(await refusal('pricedDays', forged)).toMatch(reason);
    const withheld = await refusal('pricedDays', (lines) => {
      withhold(lines);
      forged(lines);
    });
    expect(withheld).toMatch(reason);
    expect(withheld).not.toMatch(/^VERIFIED/);
  });
});
