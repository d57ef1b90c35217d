/** @short-form 1/6 or none; each time: bench/processes/process-load.test.ts */
import { anvilBinary } from '#contracts/service/engines/anvil-binary.js';
import { measureSetting, type SettingFigures } from './measure-setting.js';
import { OwnPostgres } from '../../postgres/own-postgres.js';
import type { Setting } from './deployment.js';

const league = {
  ...{ id: 'tiny', title: 'Tiny', format: 'self-play', scenarios: ['random-small'], blocks: 60 },
  entrants: ['truthful'],
};

const measure = (setting: Omit<Setting, 'workers'>, url: string | null): Promise<SettingFigures> =>
  measureSetting({ workers: setting.chains, ...setting }, { league, before: 1, counted: 12 }, url);

describe('a setting of the matrix', () => {
  it('is played with SQLite by the server itself', async () => {
    const { load, matches, bound } = await measure(
      { chains: 1, engine: 'hardhat', database: 'sqlite' },
      null,
    );
    expect(matches).toBeGreaterThanOrEqual(12);
    for (const kind of ['server', 'worker', 'chain'] as const) expect(load[kind]).toBeGreaterThan(0);
    expect(load.database).toBe(0);
    expect(bound).toBeGreaterThan(0);
  });

  it('is played on PostgreSQL by workers of their own', async () => {
    const postgres = await OwnPostgres.start();
    if (!postgres) {
      console.warn('SKIPPED: PostgreSQL is not installed here');
      return;
    }
    try {
      const engine = anvilBinary() ? 'anvil' : 'hardhat';
      const { load } = await measure({ chains: 2, engine, database: 'postgres' }, postgres.url);
      for (const kind of ['server', 'worker', 'chain', 'database'] as const)
        expect(load[kind]).toBeGreaterThan(0);
    } finally {
      postgres.stop();
    }
  });
});
