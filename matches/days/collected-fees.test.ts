import type { CollectedFees } from '#market/ledger/local-fees.js';
import { dealt } from '#market/test/short-form.js';
import { wholeMatch } from './whole-match.js';
import { playedDays } from './test/played-days.js';
import type { PlayedDays } from '../play/play-days.js';

const community = {
  ...{ days: 2, settlement: 'final', regulation: 'DE-42c', grid: {}, chain: { collectFees: true } },
  households: [
    { id: 'flat', count: 2, load: { annualEnergy: 3000 } },
    { id: 'roof', load: { annualEnergy: 3500 }, pv: { peakPower: 6 }, battery: { capacity: 5, power: 3 } },
  ],
};
const forecast = {
  forecast: { noisy: { load: 0.2, pv: 0.3 } },
  imbalance: { short: { offset: 0.05 }, long: { offset: -0.03 } },
};

const total = (amounts: readonly string[]): bigint => amounts.reduce((sum, one) => sum + BigInt(one), 0n);

/** Of every market of a match, in a row. */
function collected({ report }: PlayedDays): CollectedFees[] {
  return report.days.perDay.flatMap(({ markets }) => markets.map(({ fees }) => fees!));
}

/** What bills say local energy costs a household beyond its price, in lines that are about it alone. */
function onBills({ rolling, records }: PlayedDays): bigint[] {
  const local = rolling.truth.billing!.lines.filter(({ flow }) => flow === 'local');
  const free = { ...rolling, truth: { ...rolling.truth, billing: { lines: [], standing: [] } } };
  const alone = { ...free, truth: { ...free.truth, billing: { lines: local, standing: [] } } };
  const [withFees, without] = [alone, free].map((one) => wholeMatch(one, records).bills);
  return withFees!.map(({ total: due }, j) => due - without![j]!.total);
}

describe('local fees over days', () => {
  const kinds: [string, object][] = [
    ['known days', {}],
    ['days traded anew', { ...forecast, retrade: 8 }],
  ];
  it.each(dealt(kinds, 1))(
    '%s: are paid at delivery, as bills say to the last unit, on a chain as in memory',
    async (_, more) => {
      const memory = await playedDays({ ...community, ...more });
      const onChain = await playedDays({ ...community, ...more }, {}, { chain: 'embedded' });
      expect(onChain.report.resultHash).toBe(memory.report.resultHash);
      expect(onChain.report.chain.fees).toEqual(memory.report.chain.fees);
      const { fees } = memory.report.chain;
      const each = collected(memory);
      expect(each.filter(({ paid }) => total(paid) > 0n).length).toBeGreaterThan(1);
      expect(total(each.flatMap(({ paid }) => paid))).toBe(total(fees!.paid));
      expect(total(fees!.receivers.map(({ amount }) => amount))).toBe(total(fees!.paid));
      expect(total(fees!.unpaid)).toBe(0n);
      expect(onBills(memory).map(String)).toEqual(fees!.paid.slice(0, 3));
      // 23.66 ct on every kWh of neighbours
      expect(Number(total(fees!.paid)) / 1e18).toBeCloseTo(
        0.2366 * memory.report.kpis.locallyTradedEnergy!,
        3,
      );
      memory.report.perSeat.slice(0, 3).forEach((seat, j) => {
        expect(Number(fees!.paid[j]) / 1e18).toBeCloseTo(seat.fees, 9);
      });
    },
  );

  it('leave each market with less money for the next, and nobody else with more', async () => {
    const [collecting, free] = await Promise.all(
      [community, { ...community, chain: {} }].map((one) => playedDays(one)),
    );
    const [first, second] = collected(collecting!);
    const { perDay, conservation } = collecting!.report.days;
    // Nobody is short of money: trade is the same with and without.
    const paid = (j: number): bigint => BigInt(first!.paid[j]!) + BigInt(second!.paid[j]!);
    perDay[1]!.cash.forEach((cash, j) =>
      expect(BigInt(cash) + paid(j)).toBe(BigInt(free!.report.days.perDay[1]!.cash[j]!)),
    );
    expect(new Set(Object.values(conservation))).toEqual(new Set(['0']));
    collecting!.report.cash.forEach((cash, j) => expect(cash).toBeCloseTo(free!.report.cash[j]!, 9));
    expect(collecting!.report.perSeat.map(({ saving }) => saving)).toEqual(
      free!.report.perSeat.map(({ saving }) => saving),
    );
  });
});
