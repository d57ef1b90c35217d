import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRng } from '#market/rng.js';
import { playDays } from '#matches/play/play-days.js';

/** A community and how many of its days are played. */
export interface EnergyPlan {
  readonly name: string;
  readonly homes: number;
  readonly days: number;
  /** with errors, or foreseen */
  readonly forecast: 'noisy' | 'perfect';
}

/** What the days of a plan cost. */
export interface SimulatedDays extends EnergyPlan {
  /** processor time of all days, start of the solver and drawing included */
  readonly seconds: number;
  /** the same for a day: on average, and in each quarter of the days */
  readonly secondsPerDay: number;
  readonly quarters: readonly number[];
  readonly converged: number;
  readonly rounds: number;
  readonly efficiency: number | null;
}

/** Plays the days of a plan by the hour, from 1 January on, with truthful agents in this process and the ledger in memory. */
export async function simulateDays(plan: EnergyPlan): Promise<SimulatedDays> {
  const { homes, days, forecast } = plan;
  const began = processorSeconds();
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
  const scenario = join(folder, 'days.json');
  await writeFile(scenario, JSON.stringify(fields(plan)));
  const ends: number[] = [];
  const { report } = await playDays({
    ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: 'bench', rules: {} },
    ...{ chain: 'memory', dataFolder: 'nowhere', execution: 'in-process' },
    onDay: () => ends.push(processorSeconds()),
  }).finally(() => rm(folder, { recursive: true, force: true }));
  const seconds = processorSeconds() - began;
  return {
    ...{ name: plan.name, homes, days, forecast, seconds, secondsPerDay: seconds / days },
    quarters: quartersOf(ends),
    converged: report.days.perDay.filter(({ outcome }) => outcome === 'converged').length,
    rounds: report.rounds,
    efficiency: report.efficiency,
  };
}

/** Seconds a day in each quarter of the days; the first day, which warms the code up, is left out. */
function quartersOf(ends: readonly number[]): number[] {
  if (ends.length < 8) return [];
  const at = (share: number): number => Math.round(share * (ends.length - 1));
  return [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [at(quarter / 4), at((quarter + 1) / 4)];
    return (ends[to]! - ends[from]!) / (to - from);
  });
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Half of the homes with a roof, every fifth with a battery, every fifth with a car. */
function fields({ name, homes, days, forecast }: EnergyPlan): object {
  const rng = seededRng(name);
  return {
    ...{
      kind: 'community',
      id: name,
      start: '2025-01-01',
      timeZone: 'Europe/Berlin',
      step: 'PT1H',
      periods: 'day',
    },
    ...{ days, grid: { retail: 0.32, feedIn: 0.0794 }, localFee: 0.04, cash: 100_000 },
    ...(forecast === 'noisy' && {
      forecast: { noisy: { load: 0.2, pv: 0.3 } },
      imbalance: { short: { offset: 0.05 }, long: { offset: -0.03 } },
    }),
    households: Array.from({ length: homes }, (_, j) => ({
      id: `home-${j + 1}`,
      load: { annualEnergy: 2500 + Math.round(2500 * rng.next()) },
      ...(j % 2 === 0 && { pv: { peakPower: 4 + Math.round(4 * rng.next()) } }),
      ...(j % 5 === 0 && { battery: { capacity: 8, power: 4, wear: 0.01 } }),
      ...(j % 5 === 1 && { ev: { energy: 7, power: 3.7, arrival: '17:00', departure: '07:00' } }),
    })),
  };
}
