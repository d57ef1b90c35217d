import { seededRng } from '../../rng.js';
import { loadProfile } from './load-profile.js';
import { hourOfDay, isWeekend, type PeriodClock } from '../period-clock.js';
import { solarYield } from './solar.js';
import { cloudTransmission } from './weather.js';

const year: PeriodClock = { start: Date.UTC(2025, 0, 1) / 1000, stepHours: 1, periods: 8760 };
const south = { tilt: 30, azimuth: 0 };
const site = { latitude: 48.4, longitude: 10 };
const HOMES = 20;

/** Mean over all homes and the chosen hours of the year, kWh per hour. */
function meanOf(profiles: Float64Array[], chosen: (t: number) => boolean): number {
  const hours = [...Array(year.periods).keys()].filter(chosen);
  return (
    profiles.reduce((sum, profile) => sum + hours.reduce((s, t) => s + profile[t]!, 0), 0) /
    hours.length /
    HOMES
  );
}

describe('synthetic loads', () => {
  const homes = Array.from({ length: HOMES }, (_, i) => loadProfile(seededRng(`home ${i}`), year, 3500));
  const hour = (t: number): number => hourOfDay(year, t);
  const weekend = (t: number): boolean => isWeekend(year, t);

  it('use the annual energy they are asked for', () => {
    const energies = homes.map((home) => home.reduce((sum, energy) => sum + energy, 0));
    expect(energies.reduce((a, b) => a + b) / HOMES).toBeGreaterThan(3500 * 0.97);
    expect(energies.reduce((a, b) => a + b) / HOMES).toBeLessThan(3500 * 1.03);
    for (const energy of energies) expect(Math.abs(energy / 3500 - 1)).toBeLessThan(0.1);
  });

  it('peak in the evening and rest at night', () => {
    const at = (from: number, to: number): number => meanOf(homes, (t) => hour(t) >= from && hour(t) < to);
    expect(at(18, 21)).toBeGreaterThan(1.6 * at(9, 16));
    expect(at(1, 5)).toBeLessThan(0.7 * at(9, 16));
    expect(at(6, 9)).toBeGreaterThan(1.3 * at(1, 5));
  });

  it('are higher around noon at weekends, and start later', () => {
    const at = (from: number, to: number, free: boolean): number =>
      meanOf(homes, (t) => hour(t) >= from && hour(t) < to && weekend(t) === free);
    expect(at(11, 15, true)).toBeGreaterThan(1.15 * at(11, 15, false));
    expect(at(5, 8, true)).toBeLessThan(0.9 * at(5, 8, false));
  });

  it('are higher in winter than in summer', () => {
    const inDays = (first: number, last: number): number =>
      meanOf(homes, (t) => t >= 24 * first && t < 24 * last);
    expect(inDays(0, 59)).toBeGreaterThan(1.2 * inDays(152, 212));
  });

  it('have bursts: a home’s peak is far above its mean, and homes differ', () => {
    for (const home of homes) expect(Math.max(...home)).toBeGreaterThan((4 * 3500) / 8760);
    expect(homes[0]).not.toEqual(homes[1]);
  });

  it('keep their energy at any step', () => {
    const quarters = { ...year, stepHours: 0.25, periods: 4 * 8760 };
    const energy = loadProfile(seededRng('home 0'), quarters, 3500).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(energy / 3500 - 1)).toBeLessThan(0.1);
  });
});

describe('solar yield', () => {
  const skyOf = (seed: string): Float64Array => cloudTransmission(seededRng(seed), year, 'mixed');
  const yields = ['a', 'b', 'c'].map((seed) => solarYield(year, site, south, skyOf(seed)));
  const sum = (values: Float64Array, chosen: (t: number) => boolean = () => true): number =>
    values.reduce((total, value, t) => total + (chosen(t) ? value : 0), 0);

  it('comes to a usual year for southern Germany: 900 to 1,150 kWh per kW', () => {
    for (const plant of yields) {
      expect(sum(plant)).toBeGreaterThan(900);
      expect(sum(plant)).toBeLessThan(1150);
    }
  });

  it('is nothing at night and never above the peak power', () => {
    for (const plant of yields) {
      expect(sum(plant, (t) => hourOfDay(year, t) >= 21 || hourOfDay(year, t) < 2)).toBe(0);
      expect(Math.max(...plant)).toBeLessThan(1);
      expect(Math.min(...plant)).toBe(0);
    }
  });

  it('is several times higher in June than in December', () => {
    for (const plant of yields) {
      const june = sum(plant, (t) => t >= 24 * 151 && t < 24 * 181);
      const december = sum(plant, (t) => t >= 24 * 334);
      expect(june).toBeGreaterThan(3 * december);
    }
  });

  it('comes in the morning from the east and in the evening from the west', () => {
    const clear = new Float64Array(year.periods).fill(1);
    const east = solarYield(year, site, { tilt: 35, azimuth: -90 }, clear);
    const west = solarYield(year, site, { tilt: 35, azimuth: 90 }, clear);
    const morning = (t: number): boolean => hourOfDay(year, t) < 10;
    const evening = (t: number): boolean => hourOfDay(year, t) >= 14;
    expect(sum(east, morning)).toBeGreaterThan(1.5 * sum(west, morning));
    expect(sum(west, evening)).toBeGreaterThan(1.5 * sum(east, evening));
  });

  it('culminates at noon of the place, not of the clock', () => {
    const clear = new Float64Array(year.periods).fill(1);
    const before = (plant: Float64Array): number => sum(plant, (t) => hourOfDay(year, t) < 12) / sum(plant);
    expect(before(solarYield(year, { ...site, longitude: 0 }, south, clear))).toBeCloseTo(0.5, 2);
    // 30 degrees east: two hours earlier
    expect(before(solarYield(year, { ...site, longitude: 30 }, south, clear))).toBeGreaterThan(0.7);
  });

  it('depends on the sky: clear beats mixed beats overcast, and days differ', () => {
    const [sunny, mixed, overcast] = (['sunny', 'mixed', 'overcast'] as const).map((sky) =>
      sum(solarYield(year, site, south, cloudTransmission(seededRng('a'), year, sky))),
    );
    expect(sunny).toBeGreaterThan(1.15 * mixed!);
    expect(mixed).toBeGreaterThan(1.3 * overcast!);
    const days = Array.from({ length: 30 }, (_, d) => sum(yields[0]!, (t) => Math.floor(t / 24) === 160 + d));
    expect(Math.max(...days)).toBeGreaterThan(2 * Math.min(...days));
  });

  it('is the same for the same seed', () => {
    expect(skyOf('a')).toEqual(skyOf('a'));
    expect(skyOf('a')).not.toEqual(skyOf('b'));
  });
});
