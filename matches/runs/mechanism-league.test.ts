import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { comparedMarket, comparedObstacle } from '#leagues/scenario-files/auction/compared-market.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import type { BoardRow } from '#results/standings/board.js';
import { retrace, type RetracePlace } from '../verify/retrace/retrace.js';
import { leagueObstacle } from './check-scenarios.js';
import { playedHere, type PlayedHere } from './test/played-here.js';

const comparison = (fields: object) =>
  leagueFrom(
    {
      ...{ id: 'mechanisms', title: 'Mechanisms compared', format: 'mechanism-comparison' },
      ...{ scenarios: ['demo-street'], blocks: 2, ...fields },
    },
    'mechanisms',
  );

/** Decimals of an EUR: meters of a plant count whole Wh. */
const ROUGHLY = 3;

/** Fees, two tariffs, everything a home may have, and a roof of the dealer's. */
describe('a league that compares mechanisms', () => {
  let played: PlayedHere;
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await createHighsSolver();
    const mechanisms = ['bundle-trading', 'double-auction', 'double-auction/midpoint', 'clock-exchange'];
    played = await playedHere(comparison({ mechanisms }));
  });
  const rowOf = (name: string): BoardRow => played.agents.rows.find((row) => row.name === name)!;

  it('plays the same blocks under each, by the strategies that fit', () => {
    const { matches } = played.plan;
    expect(matches.map(({ block, mechanism, teams }) => [block, mechanism, teams])).toEqual(
      [1, 2].flatMap((block) => [
        [block, 'bundle-trading', ['reference-agent-truthful']],
        [block, 'double-auction', ['reference-bidder-planner']],
        [block, 'double-auction/midpoint', ['reference-bidder-planner']],
        [block, 'clock-exchange', ['reference-agent-truthful']],
      ]),
    );
    for (const block of [1, 2])
      expect(new Set(matches.filter((one) => one.block === block).map(({ seed }) => seed)).size).toBe(1);
  });

  it('measures all of them between the same lines, fees included', () => {
    const lines = played.plan.matches.map(({ id, block }) => {
      const { baseline, optimum } = played.recordOf(id).report;
      return { block, baseline: baseline!, optimum };
    });
    for (const { block, baseline, optimum } of lines) {
      const first = lines.find((line) => line.block === block)!;
      expect(baseline).toBeCloseTo(first.baseline, ROUGHLY);
      expect(optimum).toBeCloseTo(first.optimum, ROUGHLY);
    }
  });

  it('ranks mechanisms by welfare, what households save, and rounds', () => {
    expect(played.agents).toMatchObject({ kind: 'mechanism', matches: { scored: 8, void: 0 } });
    const [bundles, auction, midpoint] = ['bundle-trading', 'double-auction', 'double-auction/midpoint'].map(rowOf); // prettier-ignore
    expect(bundles!.version).toBe('truthful');
    expect(auction!.version).toBe('planner');
    expect(bundles!.standings.welfare.estimate!.mean).toBeCloseTo(1, 5);
    expect(auction!.standings.welfare.estimate!.mean).toBeGreaterThan(0.3);
    expect(auction!.standings.welfare.estimate!.mean).toBeLessThan(1);
    expect(midpoint!.standings.convergence.estimate!.mean).toBe(12);
    const clock = rowOf('clock-exchange');
    expect(clock.version).toBe('truthful');
    expect(clock.standings.welfare.estimate!.mean).toBeGreaterThan(0.3);
    expect(clock.standings.convergence.estimate!.mean).toBeGreaterThan(bundles!.standings.convergence.estimate!.mean); // prettier-ignore
    const clocked = played.plan.matches.filter(({ mechanism }) => mechanism === 'clock-exchange');
    const rounds = clocked.map(({ id }) => played.recordOf(id).report.rounds - SETTLING_ROUNDS);
    expect(clock.standings.convergence.estimate!.mean).toBeCloseTo((rounds[0]! + rounds[1]!) / 2, 9);
    // Where buyers pay the highest ask the plant, which asks for feed-in, gains nothing to speak of.
    expect(midpoint!.shown['dealerShare']!.mean).toBeGreaterThan(auction!.shown['dealerShare']!.mean);
    expect(played.dealers.rows).toHaveLength(1);
  });

  it('tells what households saved, the plant apart: by hand, from the reports', () => {
    const matches = played.plan.matches.filter(({ mechanism }) => mechanism === 'double-auction/midpoint');
    const shares = matches.map(({ id }) => {
      const { perSeat, baseline, optimum, account } = played.recordOf(id).report;
      const homes = perSeat.filter(({ id }) => id !== 'plant');
      const saved = homes.reduce((sum, { saving }) => sum + saving, 0);
      expect(perSeat).toHaveLength(6);
      return [saved / (baseline! - optimum), saved / (Number(account!.gain) / 1e18)];
    });
    const mean = (n: number): number => (shares[0]![n]! + shares[1]![n]!) / 2;
    const row = rowOf('double-auction/midpoint');
    expect(row.standings.cost.estimate!.mean).toBeCloseTo(mean(0), 9);
    expect(row.shown['householdsShare']!.mean).toBeCloseTo(mean(1), 9);
    const parts = ['householdsShare', 'gridShare', 'dealerShare', 'feesShare'] as const;
    expect(parts.reduce((sum, part) => sum + row.shown[part]!.mean, 0)).toBeCloseTo(1, 6);
  });

  it('can be followed trade by trade', async () => {
    const scenario = await loadScenario('demo-street');
    for (const { id, seed, mechanism } of played.plan.matches.slice(0, 4)) {
      const record = played.recordOf(id);
      const { report } = record;
      const place: RetracePlace = {
        ...{ id, seed, drawn: comparedMarket(scenario.draw(seed), mechanism!, seed), dealer: report.dealer },
        execution: 'sandbox',
        plugins: report.seats.map(({ plugin, version, sha256 }) => ({ name: plugin, version, sha256 })),
      };
      expect(retrace({ ...record, report: { ...report, execution: 'sandbox' } }, place, solver)).toBeNull();
    }
  });

  it('values trades as bundle trading does', async () => {
    const drawn = (await loadScenario('demo-street')).draw('5');
    const auction = comparedMarket(drawn, 'double-auction', '5');
    expect(centralOptimum(auction.instance, solver).cost).toBeCloseTo(
      centralOptimum(drawn.instance, solver).cost,
      ROUGHLY,
    );
    expect(comparedMarket(auction, 'bundle-trading', '5').instance).toEqual(drawn.instance);
  });
});

describe('what no comparison can be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mechanisms = ['bundle-trading', 'double-auction'];

  it.each([
    [{}, /mechanisms.*two at least/],
    [{ mechanisms: ['bundle-trading'] }, /mechanisms/],
    [{ mechanisms: ['bundle-trading', 'bundle-trading'] }, /stands here twice/],
    [{ mechanisms: ['bundle-trading', 'barter'] }, /mechanisms/],
    [{ mechanisms, mechanism: 'double-auction' }, /mechanism.*stand in `mechanisms`/],
    [{ mechanisms, dealers: 'all' }, /dealers.*compares no dealers/],
    [{ mechanisms, format: 'self-play' }, /only a mechanism comparison plays several/],
  ])('%j', (fields, reason) => {
    expect(() => comparison(fields)).toThrow(reason);
  });

  it('needs somebody for each mechanism', async () => {
    await expect(playedHere(comparison({ mechanisms, entrants: ['truthful'] }))).rejects.toThrow(
      /there is no bidder to play/,
    );
  });

  it.each([
    [
      'valueOfLostLoad: 3\ngrid: { retail: 0.3, feedIn: 0.08, importLimit: 20 }',
      /no limit of the connection/,
    ],
    ['grid: { retail: 0.30001, feedIn: 0.08 }', /an auction counts in 1\/100 ct/],
    ['sealed: true\ngrid: { retail: 0.3, feedIn: 0.08 }', /sealed/],
    ['valueOfLostLoad: 3\nisland: {}', /grid: is missing/],
  ])('%s', async (fields, reason) => {
    const file = join(folder, 'lane.yaml');
    writeFileSync(
      file,
      `kind: community
id: lane
start: 2025-06-10
step: PT60M
periods: 24
site: { latitude: 49.2, longitude: 8.12 }
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 40 }, battery: { capacity: 90, power: 20 } }
${fields}
`,
    );
    const scenario = await loadScenario(file);
    expect(comparedObstacle(scenario.draw('1'), 'double-auction')).toMatch(reason);
    expect(comparedObstacle(scenario.draw('1'), 'bundle-trading')).toBeNull();
    expect(leagueObstacle(scenario, freeChain, { compared: 'double-auction' })).toMatch(reason);
  });

  it('is nothing for markets that are no communities', async () => {
    const drawn = (await loadScenario('random-small')).draw('1');
    expect(comparedObstacle(drawn, 'bundle-trading')).toMatch(/compared in communities/);
  });
});
