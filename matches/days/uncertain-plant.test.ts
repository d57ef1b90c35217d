import { playedDays } from './test/played-days.js';

const community = {
  households: [
    { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 3 } },
    { id: 'plain', load: { annualEnergy: 4000 } },
  ],
  ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04, days: 2 },
  dealer: { output: 'forecast', pv: { peakPower: 4 } },
  forecast: { noisy: { load: 0.1, pv: 0.4 } },
  imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
};

it("what the dealer's plant makes otherwise than expected is settled at the prices of imbalance, to the last unit", async () => {
  const { report, rolling, records } = await playedDays(community);
  const j = rolling.truth.households.findIndex(({ unit }) => unit === 'plant');
  const { generation } = rolling.truth.households[j]!;
  let paid = 0n;
  let differing = 0n;
  for (const [d, { homes }] of records.entries()) {
    const { expected, scheduled, imbalancePayment } = homes[j]!;
    // A plant without load: all that it makes flows, since even `long` earns something. Short costs 0.38, long earns 0.04.
    let day = 0n;
    scheduled.forEach((units, t) => {
      const real = BigInt(Math.round(generation[rolling.bounds[d]! + t]! * 1e9));
      expect(BigInt(units)).toBe(-BigInt(Math.round(expected.generation[t]! * 1e9)));
      const difference = -real - BigInt(units);
      differing += difference < 0n ? -difference : difference;
      day += difference * (difference > 0n ? 380_000_000n : 40_000_000n);
    });
    expect(BigInt(imbalancePayment)).toBe(day);
    paid += day;
  }
  expect(differing).toBeGreaterThan(10n ** 9n);
  expect(report.days.households[j]!.imbalancePayment).toBe(Number(paid) / 1e18);
  expect(report.perSeat[j]!).toMatchObject({ id: 'dealer-pv', role: 'plant' });
  expect(new Set(Object.values<string>({ ...report.days.conservation }))).toEqual(new Set(['0']));
  const { gain, households, grid, dealer, fees } = report.account;
  expect([households, grid, dealer, fees].reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(gain));
});
