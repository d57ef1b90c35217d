/** @short-form 1/3; each time: matches/workers/hostile-run.test.ts */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaysRequest } from '../play/play-days.js';
import { playedDays } from './test/played-days.js';

/** Asks for more every day, by what it remembers; keeps a list of days and draws; forgets to answer on the second evening. */
const LEARNER = `
import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'learner',
  create: ({ day, seat }) => {
    const known = day.memory === '' ? [] : JSON.parse(day.memory);
    return {
      bid: (view, tools) =>
        affordable(tools.bestBundles(view.prices).map((option) => ({
          ...option, limit: option.value - 1e-3 * known.length * Math.abs(option.value) })), view),
      remember: () => {
        if (day.day === 2 && seat === 0) throw new Error('too tired');
        return JSON.stringify([...known, { day: day.day, draw: Math.random() }]);
      },
    };
  },
});`;
const POLICY = `
import { defineDealer } from '@gridleague/sdk';
export default defineDealer({
  name: 'diary',
  create: ({ day }) => ({
    quote: ({ inventory }) => ({ offer: inventory }),
    remember: () => day.memory + day.day + 'of' + day.days + ' ',
  }),
});`;
const community = {
  households: [
    { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 } },
    { id: 'plain', count: 2, load: { annualEnergy: 4000 } },
  ],
  ...{ grid: { retail: 0.32, feedIn: 0.08 }, step: 'PT1H', days: 4 },
};

it('strategies and policies remember from day to day, isolated or not, and when a journal goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-memory-'));
  try {
    const [agent, dealer, journal] = ['learner.ts', 'diary.ts', 'journal.jsonl'].map((name) => join(folder, name)) as [string, string, string]; // prettier-ignore
    await writeFile(agent, LEARNER);
    await writeFile(dealer, POLICY);
    const play = (more: Partial<DaysRequest>) =>
      playedDays(community, {}, { agents: [agent, 'truthful'], dealer, ...more });
    const { report, records } = await play({ journal });

    const days = records.map(({ memories }) =>
      memories?.seats.map((text) => (JSON.parse(text || '[]') as { day: number }[]).map(({ day }) => day)),
    );
    // the evening that failed left seat 0 with what it knew before; truthful remembers nothing; the last day leaves nothing
    expect(days).toEqual([[[1], [], [1]], [[1], [], [1, 2]], [[1, 3], [], [1, 2, 3]], undefined]);
    expect(records.map(({ memories }) => memories?.dealer)).toEqual([
      '1of4 ',
      '1of4 2of4 ',
      '1of4 2of4 3of4 ',
      undefined,
    ]);
    // of the last round of the second day, counted through
    expect(report.perSeat.map(({ failures }) => failures)).toEqual([
      [
        {
          kind: 'threw',
          round: records[0]!.rounds + records[1]!.rounds,
          day: 2,
          reason: expect.stringContaining('too tired') as string,
        },
      ],
      ...[[], [], []],
    ]);

    const lines = (await readFile(journal, 'utf8')).split('\n');
    await writeFile(journal, `${lines.slice(0, 3).join('\n')}\n`);
    const again = await play({ journal });
    expect(again.report.resultHash).toBe(report.resultHash);
    expect(again.records.map(({ memories }) => memories)).toEqual(records.map(({ memories }) => memories));
    const isolated = await play({ execution: 'sandbox' });
    expect(isolated.report.resultHash).toBe(report.resultHash);
    expect(isolated.records.map(({ memories }) => memories)).toEqual(records.map(({ memories }) => memories));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.each([
  ['a number', 'remember: () => 7', 'remember() must return a text, not number'],
  [
    'too much',
    "remember: () => 'x'.repeat(16385)",
    'remember() returned 16385 characters; 16384 are allowed',
  ],
])('%s is no memory', async (_, method, reason) => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-memory-'));
  try {
    const agent = join(folder, 'bad.ts');
    await writeFile(
      agent,
      `export default { kind: 'agent', name: 'bad', create: () => ({ bid: () => [], ${method} }) };`,
    );
    const { report, records } = await playedDays({ ...community, days: 2 }, {}, { agents: [agent] });
    expect(records[0]!.memories!.seats).toEqual(['', '', '']);
    expect(report.perSeat[0]!.failures).toEqual([
      { kind: 'invalid-output', round: records[0]!.rounds, day: 1, reason },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
