import { calendarDays, type PeriodClock } from '../period-clock.js';

/** Figures of a community's netted flow (kWh per period, import > 0). */
export function loadCurveKpis(
  netted: Float64Array,
  clock: PeriodClock,
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
  const { stepHours } = clock;
  const power = netted.map((energy) => Math.max(energy, 0) / stepHours);
  const peak = power.reduce((most, value) => Math.max(most, value), 0);
  const dayOf = daysOf(clock);
  const peaks = [...Map.groupBy(power.keys(), dayOf).values()].map((periods) =>
    periods.reduce((most, t) => Math.max(most, power[t]!), 0),
  );
  const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
  return {
    peakImport: peak,
    averageDailyPeak: peaks.reduce((sum, value) => sum + value, 0) / peaks.length,
    ramping: netted.reduce((sum, energy, t) => (t === 0 ? 0 : sum + Math.abs(energy - netted[t - 1]!)), 0),
    loadFactorComplement: peak === 0 ? null : 1 - mean / peak,
  };
}

/** The day (0, 1, ...) of each period: on the calendar of the zone, or else 24 hours at a time from the start on. */
export function daysOf(clock: PeriodClock): (period: number) => number {
  const perDay = Math.max(1, Math.round(24 / clock.stepHours));
  const days = clock.zone ? calendarDays(clock) : null;
  return (period) => days?.[period] ?? Math.floor(period / perDay);
}
