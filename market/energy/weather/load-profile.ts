import { type Rng, uniform } from '../../rng.js';
import { autoregressive } from './noise.js';
import { dayOfYear, hourOfDay, isWeekend, type PeriodClock } from '../period-clock.js';

/** Part of the year's energy that single appliances (kettle, oven, washing machine) use in bursts. */
const BURST_SHARE = 0.3;
const BURST_POWER = [0.8, 2.4] as const;
const BURST_HOURS = [0.15, 1] as const;
const FLICKER = 0.25;
const SEASONAL_SWING = 0.16;

/** A bump of the daily curve: height, hour of the day, width in hours. */
type Bump = readonly [height: number, hour: number, width: number];
const WORKDAY: readonly Bump[] = [
  [0.55, 7, 1.1],
  [0.35, 12.5, 1.8],
  [1.25, 19.3, 2.1],
];
const WEEKEND: readonly Bump[] = [
  [0.6, 9.5, 1.8],
  [0.75, 13, 2],
  [1.05, 19, 2.4],
];
const STANDBY = 0.35;

/**
 * Electricity a household uses, kWh per period, expected to add up to `annualEnergy` kWh in a
 * year: morning and evening peaks that come later and flatter at weekends, more in winter than in
 * summer, slow wandering around the mean, and appliances in bursts. No two households keep the
 * same hours.
 */
export function loadProfile(rng: Rng, clock: PeriodClock, annualEnergy: number): Float64Array {
  const meanPower = annualEnergy / 8760;
  const habits = rng.fork('habits');
  const shift = uniform(habits, -1, 1);
  const evening = uniform(habits, 0.75, 1.25);
  const scale = 1 / meanActivity(evening);
  const flicker = autoregressive(rng.fork('flicker'), clock.periods, clock.stepHours, 2);
  const activity = flicker.map((_, t) => {
    const hours = (t + 0.5) * clock.stepHours;
    const hour = hourOfDay(clock, hours) - shift;
    const winter = Math.cos((2 * Math.PI * (dayOfYear(clock, hours) - 15)) / 365);
    return scale * dailyActivity(hour, isWeekend(clock, hours), evening) * (1 + SEASONAL_SWING * winter);
  });
  const load = bursts(rng.fork('bursts'), clock, activity, BURST_SHARE * meanPower);
  for (let t = 0; t < load.length; t++)
    load[t]! +=
      (1 - BURST_SHARE) *
      meanPower *
      clock.stepHours *
      activity[t]! *
      Math.exp(FLICKER * flicker[t]! - (FLICKER * FLICKER) / 2);
  return load;
}

function dailyActivity(hour: number, weekend: boolean, evening: number): number {
  const bumps = weekend ? WEEKEND : WORKDAY;
  return bumps.reduce((sum, [height, centre, width], i) => {
    const distance = ((((hour - centre) % 24) + 36) % 24) - 12;
    return sum + (i === 2 ? evening : 1) * height * Math.exp(-0.5 * (distance / width) ** 2);
  }, STANDBY);
}

/** Mean of `dailyActivity` over a week. */
function meanActivity(evening: number): number {
  let sum = 0;
  for (let hour = 0; hour < 24; hour += 0.25)
    sum += (5 * dailyActivity(hour, false, evening) + 2 * dailyActivity(hour, true, evening)) / 7;
  return sum / 96;
}

/** Appliances switched on at random, the likelier the more active the household: kWh per period. */
function bursts(rng: Rng, clock: PeriodClock, activity: Float64Array, meanPower: number): Float64Array {
  const meanEnergy = ((BURST_POWER[0] + BURST_POWER[1]) / 2) * ((BURST_HOURS[0] + BURST_HOURS[1]) / 2);
  const energy = new Float64Array(activity.length);
  const rate = (t: number): number => Math.max(1e-12, (meanPower / meanEnergy) * activity[t]!);
  let t = 0;
  // waiting times of a Poisson process whose rate is constant within a period
  let wait = -Math.log(1 - rng.next());
  while (t < activity.length) {
    let left = clock.stepHours;
    while (wait < rate(t) * left) {
      left -= wait / rate(t);
      const power = uniform(rng, ...BURST_POWER);
      spread(energy, clock, (t + 1) * clock.stepHours - left, uniform(rng, ...BURST_HOURS), power);
      wait = -Math.log(1 - rng.next());
    }
    wait -= rate(t) * left;
    t++;
  }
  return energy;
}

/** Adds `power` kW over `duration` hours from `begin` on. */
function spread(
  energy: Float64Array,
  clock: PeriodClock,
  begin: number,
  duration: number,
  power: number,
): void {
  const end = begin + duration;
  for (let t = Math.floor(begin / clock.stepHours); t < energy.length && t * clock.stepHours < end; t++) {
    const from = Math.max(begin, t * clock.stepHours);
    const to = Math.min(end, (t + 1) * clock.stepHours);
    if (to > from) energy[t]! += power * (to - from);
  }
}
