import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#project-root.js';
import { dealt } from '#market/test/short-form.js';
import { playedCommunity } from '../../test/played-community.js';
import { matchTables } from './match-tables.js';

const missing = spawnSync('python3', ['--version']).status !== 0;
if (missing) console.warn('SKIPPED: bills were not computed a second time, there is no python3');

const storage = { capacity: 6, power: 3, efficiency: 0.9, initial: 0.3, wear: 0.01 };
const homes = [
  {
    ...{ id: 'roof', count: 2, load: { annualEnergy: [2500, 4000] }, pv: { peakPower: [4, 6] } },
    battery: { capacity: 5, power: 2.5, wear: 0.01 },
  },
  { id: 'flat', load: { annualEnergy: 2500 } },
];
const noon = { window: { from: '12:00', to: '14:00' } };

/** What section 42c EnWG and the sums of 2025 come to (ct/kWh), written down once more. */
const sharing = [
  { name: 'procurement and sales', unit: 'ct/kWh', retail: 16.04 },
  { name: 'grid fee including metering', unit: 'ct/kWh', retail: 10.95, local: 10.95 },
  { name: 'KWKG levy', unit: 'ct/kWh', retail: 0.277, local: 0.277 },
  { name: 'offshore levy', unit: 'ct/kWh', retail: 0.816, local: 0.816 },
  { name: 'special grid use levy', unit: 'ct/kWh', retail: 1.558, local: 1.558 },
  { name: 'concession levy', unit: 'ct/kWh', retail: 1.67, local: 1.67 },
  { name: 'electricity tax', unit: 'ct/kWh', retail: 2.05, local: 2.05 },
  { name: 'value added tax', unit: '%', retail: 19, local: 19 },
  { name: 'value added tax on the energy traded', unit: 'ct/kWh', local: 0.19 * 16.04 },
  { name: 'feed-in remuneration', unit: 'ct/kWh', feedIn: 7.94 },
];

/** A day each, with the regulation that is computed with and the kW of every connection. */
const days: readonly [string, object, readonly object[]][] = [
  [
    '23 hours, prices below zero, a heated house, a storage of the block',
    {
      ...{ start: '2025-03-30', sky: 'sunny', carbon: { average: 350, marginal: 700 }, grid: {} },
      households: [
        ...homes,
        {
          ...{ id: 'warm', load: { annualEnergy: 3000 }, connection: 12 },
          heatPump: {
            ...{ power: 3, outside: 4, cop: [{ outside: -7, is: 2.6 }, { outside: 7, is: 4.2 }] }, // prettier-ignore
            ...{ loss: 0.18, heatCapacity: 6, comfort: { low: 20, high: 22 } },
          },
        },
        { id: 'old', load: { annualEnergy: 2500 }, tariff: { retail: 0.36 } },
      ],
      dealer: { pv: { peakPower: 3 }, storage },
    },
    [
      { name: 'energy', unit: 'ct/kWh', retail: 12 },
      { name: 'rebate', unit: 'ct/kWh', retail: -26, ...noon },
      { name: 'grid fee', unit: 'ct/kWh', retail: 8, local: 2.5, receiver: 'grid operator' },
      { name: 'metering', unit: 'EUR/a', retail: 25, receiver: 'grid operator' },
      { name: 'connection', unit: 'EUR/kW', retail: 3, receiver: 'grid operator' },
      { name: 'value added tax', unit: '%', retail: 20, local: 20, receiver: 'state' },
      { name: 'feed-in', unit: 'ct/kWh', feedIn: 6 },
      { name: 'surplus', unit: 'ct/kWh', feedIn: -16, ...noon },
    ],
  ],
  [
    '25 hours, energy sharing after 42c, an outage, a storage of the block',
    {
      ...{ start: '2025-10-26', step: 'PT30M', regulation: 'DE-42c' },
      ...{ valueOfLostLoad: 2, carbon: { average: 400, marginal: 650 } },
      households: [
        ...homes,
        {
          ...{ id: 'warm', load: { annualEnergy: 3000 }, valueOfLostLoad: 3 },
          heatPump: { dailyEnergy: 12, power: 4, windowHours: 5 },
        },
      ],
      grid: { outages: [{ from: '18:00', to: '20:00' }] },
      dealer: { storage: { ...storage, capacity: 3, initial: 0.5 } },
    },
    sharing,
  ],
];

type Bills = Readonly<Record<string, Readonly<Record<string, number>>>>;

(missing ? describe.skip : describe)('bills, CO2 and KPIs, computed apart from this code', () => {
  it.each(dealt(days, 1))('%s', async (_, fields, regulation) => {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-bills-'));
    try {
      const played = await playedCommunity({
        ...{ timeZone: 'Europe/Berlin', periods: 'day', regulation, ...fields },
      });
      expect(played.report.outcome).toBe('converged');
      const tables = matchTables(played, played.drawn, { plans: played, days: [], orders: null });
      for (const [name, text] of tables) await writeFile(join(folder, name), text);

      const connections = played.drawn.community!.households.map(({ connectionPower }) => connectionPower);
      const again = JSON.parse(
        execFileSync('python3', [join(projectRoot, 'matches/test/independent_bills.py')], {
          input: JSON.stringify({ folder, regulation, connections }),
          encoding: 'utf8',
        }),
      ) as Bills;
      const told = billsIn(tables.get('bills.csv')!);
      expect(Object.keys(told)).toEqual(Object.keys(again));
      for (const [home, lines] of Object.entries(again)) {
        const names = Object.keys(lines).filter((name) => Math.abs(lines[name]!) > 1e-9);
        for (const name of names) expect([home, name, told[home]![name]]).toEqual([home, name, expect.closeTo(lines[name]!, 9)]); // prettier-ignore
        const total = Object.values(lines).reduce((sum, amount) => sum + amount, 0);
        expect([home, told[home]!.total]).toEqual([home, expect.closeTo(total, 9)]);
      }
      for (const script of ['kpis.py', 'household-co2.py']) {
        const { status, stdout } = spawnSync('python3', [join(projectRoot, 'docs/examples', script), folder], { encoding: 'utf8' }); // prettier-ignore
        expect([script, status, stdout]).toEqual([script, 0, expect.not.stringContaining('differs')]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** Amounts by household and line, those of one name together. */
function billsIn(text: string): Bills {
  const bills: Record<string, Record<string, number>> = {};
  for (const row of text.trim().split('\n').slice(1)) {
    const [home, line, , , amount] = row.split(',') as [string, string, string, string, string];
    const lines = (bills[home] ??= {});
    lines[line] = (lines[line] ?? 0) + Number(amount);
  }
  return bills;
}
