import type { PeriodClock } from './period-clock.js';

/** Figures of a community's netted flow (kWh per period, import > 0). */
export function loadCurveKpis(
  netted: Float64Array,
  { stepHours }: PeriodClock,
): {
  /** kW */
  peakImport: number;
  /** mean over the days of each day's largest import, kW */
  averageDailyPeak: number;
  /** sum of the absolute steps from period to period, both ways, kWh */
  ramping: number;
  /** 1 - mean import / peak import; null without any import */
  loadFactorComplement: number | null;
} {
  const power = netted.map((energy) => Math.max(energy, 0) / stepHours);
  const peak = power.reduce((most, value) => Math.max(most, value), 0);
  const perDay = Math.max(1, Math.round(24 / stepHours));
  const peaks: number[] = [];
  for (let first = 0; first < power.length; first += perDay)
    peaks.push(Math.max(...power.slice(first, first + perDay)));
  const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
  return {
    peakImport: peak,
    averageDailyPeak: peaks.reduce((sum, value) => sum + value, 0) / peaks.length,
    ramping: netted.reduce((sum, energy, t) => (t === 0 ? 0 : sum + Math.abs(energy - netted[t - 1]!)), 0),
    loadFactorComplement: peak === 0 ? null : 1 - mean / peak,
  };
}
