import { loadCurveKpis } from './load-curve.js';

it('reads peaks, ramps and load factor off the netted flow', () => {
  const half = { start: 0, stepHours: 0.5, periods: 4 };
  // kWh per half hour: imports 1, exports 2, imports 3, nothing
  const kpis = loadCurveKpis(Float64Array.of(1, -2, 3, 0), half);
  expect(kpis.peakImport).toBe(6); // kW
  expect(kpis.ramping).toBe(3 + 5 + 3); // up and down
  expect(kpis.loadFactorComplement).toBeCloseTo(1 - 2 / 6, 12); // mean import 2 kW
});

it('averages the peaks of the days', () => {
  const twoDays = { start: 0, stepHours: 12, periods: 4 };
  expect(loadCurveKpis(Float64Array.of(12, 24, 36, 0), twoDays).averageDailyPeak).toBe(2.5); // 2 kW, 3 kW
});

it('has no load factor without import', () => {
  expect(
    loadCurveKpis(Float64Array.of(-1, 0), { start: 0, stepHours: 1, periods: 2 }).loadFactorComplement,
  ).toBeNull();
});
