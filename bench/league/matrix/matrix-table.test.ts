import { settingFigures, type SettingFigures } from './measure-setting.js';
import { matrixTable, shareOf, speedUpLines, speedUps } from './matrix-table.js';
import { matrixSettings } from './settings.js';

const everything = { workers: [], chains: [], engine: [], database: [] };

/** Half a second a match on two cores, so many seconds for ten of them. */
function figures(workers: number, seconds: number): SettingFigures {
  const load = { server: 1, worker: 1, chain: 2, plugins: 1, database: 0 };
  return settingFigures(
    { workers, chains: 1, engine: 'hardhat', database: 'sqlite' },
    { matches: 10, seconds, load },
    2,
  );
}

describe('the matrix', () => {
  it('has all settings in which no chain stands idle, or those that are wanted', () => {
    const all = matrixSettings(everything);
    expect(all).toHaveLength(20);
    expect(new Set(all.map((setting) => JSON.stringify(setting))).size).toBe(20);
    expect(all.every(({ workers, chains }) => chains <= workers)).toBe(true);
    const some = matrixSettings({ ...everything, workers: ['2'], engine: ['anvil'], database: ['postgres'] });
    expect(some.map(({ chains }) => chains)).toEqual([1, 2]);
    expect(() => matrixSettings({ ...everything, engine: ['geth'] })).toThrow(
      '--engine geth: there are hardhat, anvil',
    );
  });

  it('tells the bound that processor seconds set for the cores, and the share of it that was reached', () => {
    const one = figures(1, 5);
    expect(one.load).toEqual({ server: 0.1, worker: 0.1, chain: 0.2, plugins: 0.1, database: 0 });
    expect(one.processorSeconds).toBeCloseTo(0.5, 12);
    expect(one.matchesPerMinute).toBe(120);
    expect(one.bound).toBeCloseTo(240, 9);
    expect(shareOf(one)).toBeCloseTo(0.5, 12);
    expect(matrixTable([one]).split('\n')).toEqual([
      expect.stringMatching(/^\| database \| engine .* share \|$/),
      expect.stringMatching(/^\|[ -|]+\|$/),
      expect.stringMatching(/\| SQLite +\| hardhat .*\| 500 \| 120 +\| 240 +\| 50 % +\|$/),
    ]);
  });

  it('says of two workers whether they give what the cores allow', () => {
    const met = speedUps([figures(1, 5), figures(2, 2.9)]);
    expect(met).toMatchObject([{ times: expect.closeTo(5 / 2.9, 9) as number, isMet: true }]);
    // One worker alone takes nearly all there is: two cannot be twice as many.
    const full = speedUps([figures(1, 3), figures(2, 2.7)]);
    expect(full).toMatchObject([{ share: expect.closeTo(2.5 / 2.7, 9) as number, isMet: true }]);
    const missed = speedUps([figures(1, 5), figures(2, 4)]);
    expect(missed).toMatchObject([{ times: 1.25, isMet: false }]);
    expect(speedUpLines(missed)).toEqual([
      expect.stringMatching(/1\.25 times.* 62\.50 % of the bound .* missed$/),
    ]);
    expect(speedUps([figures(2, 4)])).toEqual([]);
  });
});
