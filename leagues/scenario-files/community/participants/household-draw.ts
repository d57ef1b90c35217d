import type { Battery, FlexibleLoad, Household } from '#market/energy/programs/household.js';
import { loadProfile } from '#market/energy/weather/load-profile.js';
import { autoregressive } from '#market/energy/weather/noise.js';
import { type DailyWindow, occurrencesOf, type PeriodClock } from '#market/energy/period-clock.js';
import { type Regulation, standingCharge } from '#market/energy/prices/regulation.js';
import { type Site, solarYield } from '#market/energy/weather/solar.js';
import { type Rng, uniform } from '#market/rng.js';
import type {
  BatteryDocument,
  DrawnNumber,
  HouseholdGroup,
  SolarDocument,
} from '../schema/household-schema.js';
import { heatPumpOf } from './heated-house.js';
import { plantId } from './household-ids.js';
import type { SeriesBook } from '../periods/series-book.js';

/** What all households of one draw have in common. */
export interface DrawConditions {
  readonly clock: PeriodClock;
  readonly site: Site;
  /** share of clear-sky radiation per period (T) */
  readonly transmission: Float64Array;
  readonly series: SeriesBook;
  readonly regulation: Regulation;
}

/** Energies are whole multiples of a milliwatt-hour, ratings of 10 W or Wh. */
export const ENERGY_STEPS = 1e6;
const RATING_STEPS = 100;

/** Draws one household of a group. */
export function drawHousehold(
  group: HouseholdGroup,
  id: string,
  around: DrawConditions,
  rng: Rng,
): Household {
  const { clock } = around;
  const { pv, battery = [], connection, valueOfLostLoad } = group;
  const { load, fedIn } = drawLoad(group.load, around, rng);
  return {
    id,
    load,
    generation: pv ? solarGeneration(pv, around, rng.fork('pv')) : fedIn,
    batteries: [battery]
      .flat()
      .map((one, b) => drawBattery(one, rng.fork(b === 0 ? 'battery' : `battery/${b + 1}`))),
    flexible: flexibleLoads(group, clock, rng.fork('flexible')),
    ...(group.heatPump &&
      'comfort' in group.heatPump && { heatPump: heatPumpOf(group.heatPump, clock, around.series) }),
    connectionPower: connection,
    ...(valueOfLostLoad !== undefined && { valueOfLostLoad }),
    standingCharge: standingCharge(around.regulation, connection, clock.periods * clock.stepHours),
  };
}

/** A home with one meter for its plant and one for all it uses: each is a seat with a bill of its own. */
export function twoMeters(household: Household): Household[] {
  const nothing = new Float64Array(household.load.length);
  const { id, generation, connectionPower } = household;
  return [
    { ...household, generation: nothing, feedsIn: false },
    { id: plantId(id), load: nothing, generation, batteries: [], flexible: [], connectionPower },
  ];
}

/** What a household uses, and what its meter has measured as fed in where that nets load and plant. */
function drawLoad(
  load: HouseholdGroup['load'],
  { clock, series }: DrawConditions,
  rng: Rng,
): { load: Float64Array; fedIn: Float64Array } {
  const nothing = new Float64Array(clock.periods);
  if (!load) return { load: nothing, fedIn: nothing };
  if ('annualEnergy' in load) {
    const profile = loadProfile(rng.fork('load'), clock, pick(load.annualEnergy, rng.fork('size')));
    return { load: inSteps(profile), fedIn: nothing };
  }
  const scale = pick(load.scale, rng.fork('size'));
  const measured = inStepsInAll(series.get(load.series)!.map((energy) => energy * scale));
  return {
    load: measured.map((energy) => Math.max(0, energy)),
    fedIn: measured.map((energy) => Math.max(0, -energy)),
  };
}

/** Output of a solar plant, kWh per period: as measured, or from the common sky with small clouds of its own. */
export function solarGeneration(pv: SolarDocument, around: DrawConditions, rng: Rng): Float64Array {
  const { clock, site, transmission, series } = around;
  const peakPower = pv.peakPower === undefined ? 1 : pick(pv.peakPower, rng);
  if (pv.series) return inStepsInAll(series.get(pv.series)!.map((energy) => energy * peakPower));
  const orientation = { tilt: pick(pv.tilt, rng), azimuth: pick(pv.azimuth, rng) };
  const local = autoregressive(rng.fork('clouds'), clock.periods, clock.stepHours, 0.5);
  const sky = transmission.map((share, t) => Math.min(1, share * Math.exp(0.06 * local[t]!)));
  return inSteps(solarYield(clock, site, orientation, sky).map((energy) => energy * peakPower));
}

export function drawBattery(battery: BatteryDocument, rng: Rng): Battery {
  const capacity = pick(battery.capacity, rng);
  const power = pick(battery.power, rng);
  return {
    capacity,
    chargePower: power,
    dischargePower: battery.dischargePower === undefined ? power : pick(battery.dischargePower, rng),
    efficiency: pick(battery.efficiency, rng),
    initialEnergy: initialEnergy(battery, capacity, pick(battery.initial, rng)),
    wear: battery.wear,
  };
}

function flexibleLoads(
  { appliances, ev, heatPump }: HouseholdGroup,
  clock: PeriodClock,
  rng: Rng,
): FlexibleLoad[] {
  const loads: FlexibleLoad[] = [];
  const add = (load: Omit<FlexibleLoad, 'demands'>, energy: number, windows: DailyWindow[]): void => {
    const demands = windows
      .flatMap((window) => occurrencesOf(clock, window))
      .map((window) => ({ window, energy: Math.floor(energy * window.share * ENERGY_STEPS) / ENERGY_STEPS }));
    if (demands.length > 0) loads.push({ ...load, demands });
  };
  for (const { id, energy, power, from, to } of appliances)
    add({ id, kind: 'appliance', power }, pick(energy, rng), [
      { from: pickTime(from, rng), to: pickTime(to, rng) },
    ]);
  if (ev) {
    const stay = { from: pickTime(ev.arrival, rng), to: pickTime(ev.departure, rng) };
    const store = storeOf(ev);
    const car = { id: 'car', kind: 'electric-vehicle', power: ev.power, ...(store && { store }) } as const;
    add(car, pick(ev.energy, rng), [stay]);
  }
  if (heatPump && 'dailyEnergy' in heatPump) {
    const windows = heatWindows(heatPump.windowHours);
    const { power } = heatPump;
    const energy = pick(heatPump.dailyEnergy, rng) / windows.length;
    add({ id: 'heat-pump', kind: 'heat-pump', power }, energy, windows);
  }
  return loads;
}

/** As stated; of what is drawn, whole ratings. */
function initialEnergy(
  { capacity: stated, initial }: BatteryDocument,
  capacity: number,
  share: number,
): number {
  const isDrawn = typeof stated !== 'number' || typeof initial !== 'number';
  return isDrawn
    ? Math.floor(capacity * share * RATING_STEPS) / RATING_STEPS
    : Math.round(capacity * share * ENERGY_STEPS) / ENERGY_STEPS;
}

function storeOf({ power, v2g }: NonNullable<HouseholdGroup['ev']>): FlexibleLoad['store'] {
  if (!v2g) return undefined;
  const { capacity, initial, dischargePower = power, efficiency, wear } = v2g;
  const initialEnergy = Math.round(capacity * initial * ENERGY_STEPS) / ENERGY_STEPS;
  return { capacity, initialEnergy, dischargePower, efficiency, wear };
}

/** The day in equal stretches; the house stays warm if each gets its share of the day's heat. */
function heatWindows(hours: number): DailyWindow[] {
  const count = Math.max(1, Math.round(24 / hours));
  return Array.from({ length: count }, (_, i) => ({ from: (24 * i) / count, to: (24 * (i + 1)) / count }));
}

/** The number itself, or one drawn from the range. */
export function pick(number: DrawnNumber, rng: Rng): number {
  if (typeof number === 'number') return number;
  return Math.round(uniform(rng, ...number) * RATING_STEPS) / RATING_STEPS;
}

/** A time of day; from a range, to the quarter of an hour. */
function pickTime(time: DrawnNumber, rng: Rng): number {
  return typeof time === 'number' ? time : Math.round(uniform(rng, ...time) * 4) / 4;
}

export function inSteps(energies: Float64Array): Float64Array {
  return energies.map((energy) => Math.round(energy * ENERGY_STEPS) / ENERGY_STEPS);
}

/** Likewise, and the sum over all periods up to any of them is kept, so that no resampling loses energy. */
function inStepsInAll(energies: Float64Array): Float64Array {
  let [sum, before] = [0, 0];
  return energies.map((energy) => {
    sum += energy;
    const after = Math.round(sum * ENERGY_STEPS);
    const steps = after - before;
    before = after;
    return steps / ENERGY_STEPS;
  });
}
