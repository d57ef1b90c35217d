/** @short-form 1/3 or none; each time: matches/workers/hostile-run.test.ts */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dealt } from '#market/test/short-form.js';
import type { PlayedDays } from '../play/play-days.js';
import { playedDays } from './test/played-days.js';

const folder = mkdtempSync(join(tmpdir(), 'gridleague-hostile-days-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three homes over two days, traded anew at noon, whose forecasts err. */
const days = {
  households: [
    { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 } },
    { id: 'plain', count: 2, load: { annualEnergy: 4000 } },
  ],
  ...{ grid: { retail: 0.32, feedIn: 0.08 }, imbalance: { short: 0.4, long: 0.05 } },
  ...{ days: 2, retrade: 12, forecast: { noisy: { load: 0.1, pv: 0.1 } } },
};

/** With the culprit on the second of three seats, in the sandbox. */
function played(name: string, body: string): Promise<PlayedDays> {
  const file = join(folder, `${name.replaceAll(/\W/g, '-')}.js`);
  writeFileSync(
    file,
    `export default { kind: 'agent', name: 'culprit', create: ({ day }) => ({ bid: () => [], ${body} }) };`,
  );
  return playedDays(days, {}, { agents: ['truthful', file], execution: 'sandbox' });
}

/** What everybody else has of the days, and what there was to pay. */
function ofOthers({ records }: PlayedDays): unknown {
  return records.map(({ homes, cash, dealerCash, prices, rounds }) => ({
    ...{ homes: homes.filter((_, seat) => seat !== 1), cash: cash.filter((_, seat) => seat !== 1) },
    ...{ dealerCash, prices, rounds },
  }));
}

let inPeace: Promise<PlayedDays> | undefined;
const silent = (): Promise<PlayedDays> => (inPeace ??= played('silent', ''));

/** `kind`: of its failure; null: it may. What others have stays the same. */
const memories: [string, string | null, string][] = [
  ['no character at all', null, `remember: () => '\\ud800\\0\\u2028"\\\\n' + day.memory`],
  ['as much as it may', null, `remember: () => '\\ud83d'.repeat(16384)`],
  [
    'an object that says it is a text',
    'invalid-output',
    `remember: () => ({ toString: () => 'x', length: 1 })`,
  ],
  ['a text in a box', 'invalid-output', `remember: () => new String('x')`],
  ['a proxy', 'invalid-output', `remember: () => new Proxy({}, { get: () => { throw 1; } })`],
  ['a promise', 'invalid-output', `remember: async () => 'x'`],
  ['nothing', null, 'remember: () => undefined'],
  [
    'an error that is a trap',
    'threw',
    `remember: () => { throw new Proxy({}, { get: () => { for (;;); } }); }`,
  ],
  [
    'with texts turned over',
    null,
    `remember: () => { String.prototype.slice = String.prototype.charCodeAt = () => { throw 1; }; Object.prototype.value = Array.prototype.push = 'x'; return 'kept'; }`,
  ],
  ['recursion', 'threw', 'remember: function f() { return f() + f(); }'],
  ['for ever', 'timed-out', 'remember: () => { for (;;); }'],
  [
    'more than there is room for',
    'out-of-memory',
    `remember: () => { const a = []; for (;;) a.push('x'.repeat(1e6) + a.length); }`,
  ],
  ['too much', 'invalid-output', `remember: () => 'x'.repeat(2 ** 28)`],
];

it.each(dealt(memories, 2))(
  'a strategy that remembers %s leaves others what they have without it',
  async (name, kind, body) => {
    const found = await played(name, body);
    expect(ofOthers(found)).toEqual(ofOthers(await silent()));
    const { failures } = found.report.perSeat[1]!;
    const kinds = new Set(failures.filter(({ day }) => day === 1).map((one) => one.kind));
    if (kind === null) expect(kinds).toEqual(new Set());
    else
      expect(['threw', 'timed-out', 'process-lost', kind].some((one) => kinds.has(one as never))).toBe(true);
    if (kind !== null) expect(found.records[0]!.memories!.seats[1]).toBe('');
  },
);

/** Legal or not, these are about the market: others trade with what may be traded with. */
const orders: [string, string][] = [
  [
    'all that it has, again and again',
    `bid: ({ allocation, cash, prices }) => prices.map((_, r) => ({ bundle: prices.map((_, q) => (q === r ? -1e9 : 0)), limit: -1e-9 }))`,
  ],
  [
    'crumbs at any price',
    `bid: ({ prices }) => prices.map((_, r) => ({ bundle: prices.map((_, q) => (q === r ? 2e-9 : 0)), limit: 1e3 }))`,
  ],
  [
    'everything of every hour',
    `bid: ({ prices }) => [{ bundle: prices.map(() => 1e6), limit: 1e9 }, { bundle: prices.map(() => -1e6), limit: -1e9 }]`,
  ],
  [
    'what no number is',
    `bid: ({ prices }) => [NaN, Infinity, -0, 1e308, 5e-324, '1', null].map((x) => ({ bundle: prices.map(() => x), limit: x }))`,
  ],
];

it.each(dealt(orders, 1))(
  'days that are traded anew end, and nothing comes or goes, where a seat orders %s',
  async (name, body) => {
    const { records, report } = await played(`orders ${name}`, body);
    expect(records).toHaveLength(2);
    for (const { markets } of records) expect(markets).toHaveLength(2);
    const { resources, cash } = report.conservation;
    const left: string[] = [...resources, cash, ...Object.values(report.days.conservation).map(String)];
    expect(new Set(left)).toEqual(new Set(['0']));
  },
);
