import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '#project-root.js';
import { playedCommunity, playedFile } from '../../test/played-community.js';

/** Small days beside the project whose right values were computed apart from this code. */
const folder = resolve(projectRoot, '../shared/trials/energy');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: the energy trials were not played, there is no ${folder}`);

const reportOf = async (name: string) => (await playedFile(resolve(folder, `${name}.yaml`))).report;

(present ? describe : describe.skip)('trials of energy days', () => {
  it('an island that leaves 57.2 % in the dark is 42.8 % self-sufficient', async () => {
    const { kpis, outcome } = await reportOf('x_island');
    expect(outcome).toBe('converged');
    expect(kpis.selfSufficiencyPercent).toBeCloseTo((100 * 5.5) / 12.85, 4);
    expect(kpis.unservedDemand).toBeCloseTo(7.35, 5);
  });

  it('behind an import limit 42.8 % are served locally, and households gain 5.77 EUR', async () => {
    const { kpis, outcome } = await reportOf('x_implim');
    expect(outcome).toBe('converged');
    expect(kpis.selfSufficiencyPercent).toBeCloseTo((100 * 5.5) / 12.85, 4);
    expect(kpis.costSavings).toBeCloseTo(5.772, 3);
  });

  it('a battery of the dealer that cannot sell what it holds is refused', async () => {
    await expect(reportOf('d_battery_capped')).rejects.toThrow(/5 kWh .* 1 kW .*17:00 to 21:00/);
  });

  it('two homes, one battery, no wear and a flat price: at most 15 rounds', async () => {
    const { outcome, rounds, efficiency } = await reportOf('flat-price-battery');
    expect(outcome).toBe('converged');
    expect(rounds).toBeLessThanOrEqual(15);
    expect(efficiency).toBeCloseTo(1, 6);
  });

  it('a battery that goes 0-5-0 kWh once has one cycle, at an efficiency of 0.5', async () => {
    const { kpis } = await reportOf('x_half');
    expect(kpis.batteryFullCycles).toBeCloseTo(1, 9);
  });
});

const summer = resolve(folder, '../experiments/fix-summer.yaml');
const measured = existsSync(summer);
if (!measured) console.warn(`SKIPPED: a measured summer day was not played, there is no ${summer}`);

(measured ? it : it.skip)('five measured homes of a summer day end where another solver did', async () => {
  const whole = (key: string, value: unknown): unknown =>
    key === 'csv' ? resolve(dirname(summer), value as string) : value;
  const { dealer: _, ...homes } = parse(await readFile(summer, 'utf8')) as Record<string, unknown>;
  const { report } = await playedCommunity(
    JSON.parse(JSON.stringify(homes, whole)) as Record<string, unknown>,
  );
  const { outcome, references, cost, kpis } = report;
  expect(outcome).toBe('converged');
  const { noTrade, optimum, midMarketRate } = references;
  expect([noTrade, optimum, midMarketRate!.cost, cost]).toEqual(
    [20.8351, 18.74, 20.1283, 18.74].map((value) => expect.closeTo(value, 4) as unknown),
  );
  expect(kpis.selfSufficiencyPercent).toBeCloseTo(54.872, 3);
});
