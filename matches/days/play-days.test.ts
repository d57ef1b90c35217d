/** @short-form 1/3; each time: apps/cli/play/days/play-days.test.ts */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { exactMoney } from '#market/ledger/units.js';
import { InputError } from '../input-error.js';
import { playedFile } from '../test/played-community.js';
import { daysTables, homesOf } from './days-tables.js';
import { playedDays } from './test/played-days.js';
import { wholeMatch } from './whole-match.js';

const battery = { capacity: 5, power: 2.5, initial: 0.2, wear: 0.01 };
const homes = [
  {
    ...{ id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 } },
    battery,
  },
  {
    id: 'plain',
    load: { annualEnergy: 4000 },
    ev: { energy: 6, power: 3.7, arrival: '18:00', departure: '06:00' },
  },
];
const community = { households: homes, grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04, sky: 'mixed' };
const uncertain = {
  ...community,
  forecast: { noisy: { load: 0.2, pv: 0.3 } },
  imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
};

describe('three days on forecasts with errors', () => {
  let played: ReturnType<typeof playedDays>;

  beforeAll(async () => {
    played = playedDays({ ...uncertain, days: 3 });
    await played;
  });

  it('loses no energy and no money, to the last unit', async () => {
    const { report, rolling, records } = await played;
    expect(report.days.conservation).toEqual({ energy: '0', imbalance: '0', cash: '0', handOver: '0' });
    expect(new Set(report.conservation.resources)).toEqual(new Set(['0']));
    const { bills } = wholeMatch(rolling, records);
    const imbalance = bills.map(({ lines }) => lines.find(({ name }) => name === 'imbalance')?.amount ?? 0n);
    const paid = records.flatMap(({ homes: all }) => all.map((home) => BigInt(home.imbalancePayment)));
    const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
    expect(sum(imbalance)).toBe(sum(paid));
    expect(sum(paid)).toBeGreaterThan(0n);
    expect(daysTables(await played).get('bills.csv')).toContain(
      `imbalance,grid operator,,${exactMoney(imbalance[0]!)}`,
    );
  });

  it('what a household pays is its bill and the wear of its battery', async () => {
    const { report, rolling, records } = await played;
    const { real } = wholeMatch(rolling, records);
    homesOf(report).forEach(({ cost, bill }, j) => {
      const wear =
        j === 0 ? 0.01 * real.households[0]!.discharge.reduce((all, energy) => all + energy, 0) : 0;
      expect(cost).toBeCloseTo(bill + wear, 6);
    });
  });

  it('tells who got what trade was worth, the grid included', async () => {
    const { report } = await played;
    const { dealerCash } = report;
    const { gridGain, values } = report.days;
    const households = homesOf(report);
    const saved = households.reduce((sum, { saving }) => sum + saving, 0);
    expect(gridGain).not.toBeCloseTo(0, 3);
    expect(saved + gridGain + dealerCash).toBeCloseTo(values.trade, 6);
  });

  it('tells what trade and what knowing was worth', async () => {
    const { cost, efficiency, days } = (await played).report;
    const { references, values } = days;
    expect(references.optimum).toBeLessThan(references.alone);
    expect(references['optimum-exact']).toBeLessThan(references['alone-exact']);
    // Nobody who knows does worse than who does not, plan by plan.
    expect(values.informationAlone).toBeGreaterThan(0);
    expect(values.informationTogether).toBeGreaterThan(0);
    expect(values.trade).toBeCloseTo(references.alone - cost, 12);
    // from everybody alone to a planner who knows all: by trade first or by knowing first
    expect(values.tradeAttainable + values.informationTogether).toBeCloseTo(
      values.informationAlone + values.tradeForeseen,
      9,
    );
    expect(efficiency).toBeCloseTo(values.trade / values.tradeAttainable, 12);
  });

  it('a car gets over midnight what it needs, and batteries end as they began', async () => {
    const { records, rolling } = await played;
    const { real } = wholeMatch(rolling, records);
    const { load } = rolling.truth.households[1]!;
    const charged = real.households[1]!.consumption.reduce((sum, energy, t) => sum + energy - load[t]!, 0);
    // half a night before the first morning, two whole ones, half a night after the last evening
    expect(charged).toBeCloseTo(3 + 6 + 6 + 3, 6);
    expect(real.households[0]!.stored.at(-1)).toBeCloseTo(1, 6);
  });

  it('goes on from a journal as it would have, whatever was cut off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-journal-'));
    try {
      const journal = join(folder, 'days.jsonl');
      const { report } = await playedDays({ ...uncertain, days: 3 }, {}, { journal });
      expect(report.resultHash).toBe((await played).report.resultHash);
      const lines = (await readFile(journal, 'utf8')).split('\n');
      expect(lines).toHaveLength(5);
      await writeFile(journal, [...lines.slice(0, 2), lines[2]!.slice(0, 100)].join('\n'));
      const days: number[] = [];
      const again = await playedDays(
        { ...uncertain, days: 3 },
        {},
        { journal, onDay: ({ day }) => days.push(day) },
      );
      expect(days).toEqual([1, 2]);
      expect(again.report).toEqual({ ...report, engine: again.report.engine, timing: again.report.timing });
      expect(again.rounds).toEqual((await played).rounds);
      expect((await readFile(journal, 'utf8')).split('\n')).toHaveLength(5);
      await expect(playedDays({ ...uncertain, days: 2 }, {}, { journal })).rejects.toThrow(
        /days\.jsonl: is of another match/,
      );
      await writeFile(journal, 'a,b\n');
      await expect(playedDays({ ...uncertain, days: 3 }, {}, { journal })).rejects.toThrow(InputError);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

it('one foreseen day is the match that it is without days', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-plain-'));
  try {
    const file = join(folder, 'plain.json');
    const plain = {
      kind: 'community',
      id: 'days',
      start: '2025-06-10',
      step: 'PT1H',
      periods: 'day',
      ...community,
    };
    await writeFile(file, JSON.stringify(plain));
    const { report } = await playedFile(file, 1000);
    const { report: days } = await playedDays({ ...community, days: 1 });
    expect(days.days.perDay[0]!.resultHash).toBe(report.resultHash);
    expect(days.cost).toBeCloseTo(report.cost, 9);
    expect([days.baseline, days.optimum]).toEqual([
      expect.closeTo(report.references.gridOnly!, 9),
      expect.closeTo(report.optimum, 9),
    ]);
    for (const id of ['selfSufficiencyPercent', 'locallyTradedEnergy', 'peakImport', 'batteryFullCycles'])
      expect(days.kpis[id]).toBeCloseTo(report.kpis[id]!, 6);
    expect(days.days.imbalance).toEqual({ short: 0, long: 0, payment: 0 });
    for (const id of ['bill', 'socialWelfareGain', 'welfareEfficiency', 'giniOfBenefit', 'unservedEnergy'])
      expect(days.kpis[id]).toBeCloseTo(report.kpis[id]!, 6);
    for (const figure of ['efficiency', 'noTrade', 'fees', 'dealerCash', 'gap'] as const)
      expect(days[figure]).toBeCloseTo(report[figure], 6);
    for (const field of ['prices', 'optimalPrices', 'allocation', 'inventory', 'gapPerRound'] as const)
      expect(days[field]).toEqual(report[field]);
    report.perSeat.forEach((seat, j) => {
      for (const figure of [
        'costBefore',
        'cost',
        'payment',
        'fees',
        'wealth',
        'saving',
        'surplusShare',
      ] as const)
        expect(days.perSeat[j]![figure]).toBeCloseTo(seat[figure]!, 6);
    });
    for (const [part, share] of Object.entries(report.gainShares!))
      expect(days.gainShares![part as keyof typeof days.gainShares]).toBeCloseTo(share, 6);
    const perfect = JSON.stringify({ ...plain, forecast: 'perfect' });
    await writeFile(file, perfect);
    expect((await loadScenario(file)).rolls).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('with perfect forecasts and imbalance no better than the tariff nobody would differ from its schedule', async () => {
  // A forecast that is wrong by nothing: a series that is what comes true.
  const hour = (value: number): number[] => Array.from({ length: 24 }, (_, t) => value * (1 + (t % 5)));
  const rows = hour(0.2).map((load, t) =>
    [`2025-06-10T${String(t).padStart(2, '0')}:00`, load, hour(0.3)[t]].join(),
  );
  const files = { 'homes.csv': ['time,load,sun', ...rows, ''].join('\n') };
  const column = (name: string): object => ({ csv: 'homes.csv', column: name, unit: 'kWh', time: 'time' });
  const { report } = await playedDays(
    {
      households: [
        { id: 'a', load: { series: column('load'), forecast: column('load') }, battery },
        { id: 'b', pv: { series: column('sun'), forecast: column('sun') } },
      ],
      ...{ grid: { retail: 0.3, feedIn: 0.1 }, forecast: 'series', imbalance: { short: 0.4, long: 0.05 } },
    },
    files,
  );
  expect(report.days.imbalance.short + report.days.imbalance.long).toBeLessThan(1e-6);
  expect(report.days.values.informationAlone).toBeCloseTo(0, 6);
});

/** Fails unless it is told of the day and of those before. */
const CURIOUS = `
import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'curious',
  create: ({ day }) => {
    const last = day.past.at(-1);
    if (day.past.length !== day.day - 1 || day.expected.load.length !== 24) throw new Error('told too little');
    if (last && (last.day !== day.day - 1 || last.real.load.length !== 24)) throw new Error('the last day is another');
    if (last && last.imbalance.every((energy) => energy === 0)) throw new Error('nobody was wrong');
    return {
      bid: (view, tools) => {
        const options = tools.bestBundles(view.prices);
        return affordable(options.map((option) => ({ ...option, limit: option.value })), view);
      },
    };
  },
});`;

it('strategies are told what came of the days before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-curious-'));
  try {
    const file = join(folder, 'curious.ts');
    await writeFile(file, CURIOUS);
    const { report } = await playedDays({ ...uncertain, days: 2 }, {}, { agents: [file] });
    expect(report.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
    expect(report.seats.map(({ plugin }) => plugin)).toEqual(['curious', 'curious']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
