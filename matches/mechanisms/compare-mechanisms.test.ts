/** @short-form 1/3 or none; each time: outcomes.test.ts, market/clock-exchange, apps/cli/study/mechanism-page.test.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { referenceCosts } from '../play/shown/reference-costs.js';
import { communityDay } from './community-day.js';
import { compareMechanisms, type ComparedBlock } from './compare-mechanisms.js';
import { mechanismComparison } from './comparison.js';
import { comparisonFigure } from './comparison-figure.js';
import { comparisonTable } from './comparison-table.js';
import { withoutContract, type MechanismName } from './mechanism-names.js';
import type { ChainCost } from './metered-chain.js';
import type { KeptOutcome } from './outcome.js';

const SCENARIO = 'demo-street';

describe('a day of demo-street under every mechanism, recomputed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let blocks: readonly ComparedBlock[];
  beforeAll(async () => {
    const request = { scenario: SCENARIO, agents: ['truthful'], dealer: 'passive' } as const;
    blocks = await compareMechanisms({
      ...request,
      seeds: ['1'],
      execution: 'in-process',
      chain: 'embedded',
    });
  });
  const outcomeOf = (mechanism: MechanismName): KeptOutcome =>
    blocks[0]!.outcomes.find((one) => one.mechanism === mechanism) as KeptOutcome;

  it('bundle trading: the figures of the match that play plays', async () => {
    const { report } = await playScenario({
      ...{ scenario: SCENARIO, agents: ['truthful'], dealer: 'passive', seed: '1', rules: {} },
      ...{ chain: 'embedded', execution: 'in-process', dataFolder: folder },
    });
    const outcome = outcomeOf('bundle-trading');
    const agents = report.perSeat.filter(({ role }) => role === 'agent');
    expect(outcome.savings).toEqual(agents.map(({ saving }) => saving));
    expect([outcome.cost, outcome.traffic.rounds]).toEqual([report.cost, report.rounds]);
    expect(outcome.gain!.total).toBeCloseTo(report.baseline! - report.cost, 12);
    expect(outcome.selfSufficiencyPercent).toBe(report.kpis.selfSufficiencyPercent);
    const { transactions, gas, blocks, seconds } = report.chain;
    expect(outcome.chain).toEqual({
      transactions,
      gas,
      blocks,
      seconds,
      bytes: expect.any(Number) as number,
    });
    expect(outcomeOf('mid-market-rate').cost).toBeCloseTo(report.references.midMarketRate!.cost, 9);
  });

  it('auctions: every period by hand, from what each home draws and feeds alone', async () => {
    const solver = await createHighsSolver();
    const { community, flows, tariff } = communityDay(
      (await loadScenario(SCENARIO)).draw('1'),
      solver,
      SCENARIO,
    );
    let [gain, traded] = [0, 0];
    const saved = community.households.map(() => 0);
    for (let t = 0; t < community.plant.length; t++) {
      const nets = flows.households.map((one) => one.export[t]! - one.import[t]!);
      const roofs = nets.reduce((sum, net) => sum + Math.max(net, 0), 0);
      const wanted = nets.reduce((sum, net) => sum + Math.max(-net, 0), 0);
      const volume = Math.min(roofs + community.plant[t]!, wanted);
      const worth = tariff.retail[t]! - community.market.localFee[t]! - tariff.feedIn[t]!;
      expect(worth).toBeGreaterThan(0);
      gain += volume * worth;
      traded += volume;
      // The highest ask is feed-in: buyers keep everything, each by its share of what is wanted.
      nets.forEach((net, j) => (saved[j]! += wanted > 0 ? (Math.max(-net, 0) / wanted) * volume * worth : 0));
    }
    // Meters count whole Wh: half a Wh, for so many homes and hours, at some cents.
    const room = 2;
    const outcome = outcomeOf('auction-highest-ask');
    expect(outcome.gain!.total).toBeCloseTo(gain, room);
    expect(outcome.traded).toBeCloseTo(traded, room);
    outcome.savings!.forEach((saving, j) => expect(saving).toBeCloseTo(saved[j]!, room));
    for (const other of ['auction-midpoint', 'auction-pay-as-bid'] as const)
      expect(outcomeOf(other).gain!.total).toBe(outcome.gain!.total);
    expect(outcomeOf('auction-pay-as-bid').gain!.households).toBeLessThan(outcome.gain!.households);
    expect(outcomeOf('mid-market-rate').gain!.total).toBeCloseTo(gain, 9);
    expect(outcomeOf('auction-mcafee').gain!.total).toBeLessThan(gain);
  });

  it('on the chain: every order is there, and price rules cost alike; what has no contract says why', () => {
    const [highest, midpoint] = [outcomeOf('auction-highest-ask'), outcomeOf('auction-midpoint')];
    for (const { chain, traffic } of [highest, midpoint]) {
      if ('reason' in chain) throw new Error(chain.reason);
      // An order is a call of three or four words of 32 bytes and a selector at least.
      expect(chain.transactions).toBeGreaterThan(traffic.statements);
      expect(chain.bytes).toBeGreaterThan(traffic.statements * (4 + 3 * 32));
      expect(chain.blocks).toBeGreaterThan(2 * traffic.rounds);
      expect(chain.seconds).toBe(chain.blocks);
    }
    expect(midpoint.chain).toMatchObject({ transactions: (highest.chain as ChainCost).transactions });
    for (const name of Object.keys(withoutContract) as MechanismName[])
      expect(outcomeOf(name).chain).toEqual({ reason: withoutContract[name] });
  });

  it('clock exchange: the figures of the match that play plays, and what it misses of the optimum is what is left over', async () => {
    const stated = { ...(parse(await readFile(`leagues/scenarios/${SCENARIO}.yaml`, 'utf8')) as object) };
    const scenario = join(folder, 'clock.json');
    const conduct = { mechanism: 'clock-exchange', settlement: 'path', closing: 'fixed' };
    await writeFile(scenario, JSON.stringify({ ...stated, ...conduct }));
    const { report, rounds } = await playScenario({
      ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: '1', rules: {} },
      ...{ chain: 'embedded', execution: 'in-process', dataFolder: folder },
    });
    const outcome = outcomeOf('clock-exchange');
    const agents = report.perSeat.filter(({ role }) => role === 'agent');
    expect(outcome.savings).toEqual(agents.map(({ saving }) => saving));
    expect([outcome.cost, outcome.traffic.rounds]).toEqual([report.cost, report.rounds - 2]);
    expect(outcome.chain).toMatchObject({ gas: report.chain.gas, transactions: report.chain.transactions });
    const [clock, rest] = rounds.slice(-3) as [(typeof rounds)[0], (typeof rounds)[0]];
    let lost = 0;
    for (const { seat, delivered } of rest.trades)
      if (report.perSeat[seat]!.role === 'grid')
        delivered.forEach((taken, r) => (lost -= taken * (rest.prices[r]! - clock.prices[r]!)));
    const best = outcomeOf('optimum').cost;
    expect(outcome.cost).toBeGreaterThan(best - 1e-9);
    // What left over energy is worth less to the grid than at the clock's prices; rounding of answers beside.
    expect(outcome.cost - best).toBeLessThanOrEqual(lost + 1e-6);
    expect(outcome.traffic.rounds).toBeGreaterThan(outcomeOf('bundle-trading').traffic.rounds);
  });

  it('VCG: each home keeps what the others would lose without it', async () => {
    const { instance } = (await loadScenario(SCENARIO)).draw('1');
    const solver = await createHighsSolver();
    const all = referenceCosts(instance, solver);
    const vcg = outcomeOf('vcg');
    expect(outcomeOf('optimum').cost).toBeCloseTo(all.optimum, 9);
    vcg.savings!.forEach((saving, seat) => {
      const participants = instance.participants.filter((_, other) => other !== seat);
      const { optimum } = referenceCosts({ ...instance, participants }, solver);
      expect(saving).toBeCloseTo(optimum - (all.optimum - all.alone[seat]!), 9);
      expect(saving).toBeGreaterThan(-1e-9);
    });
    expect(vcg.gain!.operator).toBeLessThan(0);
  });

  it('compares: a row for each mechanism, one line for each block, one figure', () => {
    const compared = mechanismComparison(SCENARIO, blocks);
    const efficiency = Object.fromEntries(
      compared.rows.map(({ mechanism, figures }) => [mechanism, figures.efficiencyPercent!.mean]),
    );
    expect(efficiency).toMatchObject({ 'grid-only': 0, optimum: 100, vcg: 100 });
    expect(efficiency['bundle-trading']).toBeGreaterThan(efficiency['auction-midpoint']!);
    expect(compared.rows.map(({ figures }) => figures.worseOff?.mean)).toEqual([
      ...new Array<number>(10).fill(0),
      undefined,
    ]);
    const { columns, rows } = comparisonTable(compared);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(columns.slice(21)).toEqual(blocks[0]!.households.map((id) => `saving_${id}`));
    expect(comparisonFigure(compared)).toContain('auction-pay-as-bid');
  });

  it('leaves out a block that says nothing of anybody, and whoever lacks one that says something of others', () => {
    const [block] = blocks as [ComparedBlock];
    const idle: ComparedBlock = { ...block, gridOnly: block.optimum };
    const reason = { mechanism: 'clock-exchange', reason: 'an outage' } as const;
    const without = {
      ...block,
      outcomes: block.outcomes.map((one) => (one.mechanism === 'clock-exchange' ? reason : one)),
    };
    const { rows } = mechanismComparison(SCENARIO, [block, idle, without]);
    const bundles = rows.find(({ mechanism }) => mechanism === 'bundle-trading')!;
    expect(bundles.figures.efficiencyPercent).toMatchObject({ blocks: 2 });
    expect(bundles.figures.cost).toMatchObject({ blocks: 3 });
    const clock = rows.find(({ mechanism }) => mechanism === 'clock-exchange')!;
    expect([clock.figures.cost, clock.effects.cost, clock.reason]).toEqual([null, null, 'seed 1: an outage']);
  });
});
