/** @short-form 1/3; each time: matches/play/mechanisms/double-auction/play-on-chain.test.ts, market/double-auction */
import { readFile, writeFile } from 'node:fs/promises';
import type { AuctionReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { gridleague, temporaryFolder, type Ended } from '../../test/gridleague.js';

const folder = temporaryFolder();

async function played(text: string, ...options: string[]): Promise<Ended> {
  const file = folder.path('auction.yaml');
  await writeFile(file, text);
  return gridleague('play', file, ...options);
}

/** Worked by hand in market/double-auction/clear-period.test.ts; h has 0.10 EUR and would need 0.14202. */
const TWO_PERIODS = `
kind: auction
id: two-types
periods:
  - asks:
      - { id: f, amount: 900, price: 15, type: chp }
      - { id: g, amount: 1500, price: 11, type: pv }
    bids:
      - { id: c, amount: 1000, prices: { pv: 15, chp: 18 } }
      - { id: d, amount: 500, prices: { pv: 12, chp: 16 } }
      - { id: e, amount: 600, prices: { pv: 20, chp: 19 } }
      - { id: h, amount: 600, prices: { pv: 20, chp: 30 } }
    funds: [{ id: h, money: 0.1 }]
  - asks: [{ id: f, amount: 900, price: 15, type: chp }, { id: f, amount: 90, price: 15, type: chp }]
    bids: [{ id: c, amount: 100, prices: { pv: 20, chp: 20 } }]
`;

/** What the file says of itself, in ct/kWh: what buyers pay and sellers get. */
const ruled: [pricing: string, pairs: [paid: number, received: number][]][] = [
  ['highest-ask', [[12, 12], [12, 12]]],
  ['midpoint', [[13, 13], [13, 13]]],
  ['{ k: 0.25 }', [[12.5, 12.5], [12.5, 12.5]]],
  ['pay-as-bid', [[20, 20], [14, 14]]],
  ['mcafee', [[14, 12]]],
]; // prettier-ignore

describe('play of an auction', () => {
  it.each(ruled)('docs/examples/price-rules.yaml is priced as it says: %s', async (pricing, pairs) => {
    const text = await readFile('docs/examples/price-rules.yaml', 'utf8');
    const { stdout } = await played(text.replace(/^pricing: .*$/m, `pricing: ${pricing}`), '--json');
    const [period] = (JSON.parse(stdout) as AuctionReport).periods;
    const matches = period!.auctions.flatMap((each) => each.matches);
    // 1 kWh each, so payments are prices: 1 ct is 100,000 units of 1e-7 EUR.
    expect(matches.map(({ paid, received }) => [paid / 1e5, received / 1e5])).toEqual(pairs);
  });

  it('tells types, prices, matches, the grid and every payment in exact units', async () => {
    const { code, stdout } = await played(TWO_PERIODS, '--json');
    expect(code).toBe(0);
    const { periods, units, ...head } = JSON.parse(stdout) as AuctionReport;
    expect(head).toMatchObject({ id: 'two-types', pricing: 'highest-ask', seed: null });
    expect(units).toEqual({ energy: 'Wh', price: 'ct/kWh', money: '1e-7 EUR' });
    const [first, second] = periods;
    expect(first).toMatchObject({ first: 'chp', votes: { pv: 1, chp: 2 }, prices: { pv: 11, chp: 15 } });
    const matches = first!.auctions.flatMap((each) => each.matches);
    expect(matches.map(({ seller, buyer, amount, paid }) => [seller, buyer, amount, paid])).toEqual([
      ['f', 'e', 600, 900_000],
      ['f', 'c', 300, 450_000],
      ['g', 'c', 700, 770_000],
      ['g', 'd', 500, 550_000],
    ]);
    expect(first!.grid).toEqual({ sells: 23.67, buys: 12, bought: 300, sold: 0, payment: 360_000 });
    expect(first!.participants.map(({ id, payment }) => [id, payment])).toEqual([
      ...[['f', -1_350_000], ['g', -1_680_000]], // prettier-ignore
      ...[['c', 1_220_000], ['d', 550_000], ['e', 900_000]], // prettier-ignore
    ]);
    expect(first!.refused).toEqual([{ id: 'h', side: 'bid', reason: 'no-money' }]);
    // The second ask of f took the place of the first: 90 Wh at 15.00, and 10 Wh of the grid's.
    expect(second).toMatchObject({ first: 'pv', prices: { pv: null, chp: 15 }, replaced: 1 });
    expect(second!.participants).toEqual([
      { id: 'f', side: 'ask', amount: 90, local: 90, grid: 0, localPayment: -135_000, gridPayment: 0, payment: -135_000 },
      { id: 'c', side: 'bid', amount: 100, local: 90, grid: 10, localPayment: 135_000, gridPayment: 23_670, payment: 158_670 },
    ]); // prettier-ignore
  });

  it('tells a reader the same, in 100 columns', async () => {
    const { code, stdout } = await played(TWO_PERIODS);
    expect(code).toBe(0);
    expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    expect(stdout).toMatch(/Period 1: CHP first, votes 1 PV, 2 CHP/);
    expect(stdout).toMatch(/PV +g +c +0\.700 +11\.00 +0\.0770000/);
    expect(stdout).toMatch(/bid of h refused/);
    expect(stdout).toMatch(/^c +0\.000 +0\.000 +1\.100 +0\.010 +0\.1378670$/m);
    expect(stdout).toContain('Money adds up to the unit');
  });

  it('plays many periods, in one line each, from JSON too', async () => {
    const period = { asks: [{ id: 'a', amount: 500, price: 10, type: 'pv' }], bids: [{ id: 'b', amount: 700, prices: { pv: 12, chp: 3 } }] }; // prettier-ignore
    const document = { kind: 'auction', id: 'many', pricing: 'midpoint', periods: Array.from({ length: 96 }, () => period) }; // prettier-ignore
    const { code, stdout } = await played(JSON.stringify(document));
    expect(code).toBe(0);
    expect(stdout.match(/^ +\d+ +PV +0\.500 +11\.00 +0\.000 +- +0\.000 +0\.200$/gm)).toHaveLength(96);
    // 96 x (500 x 1100 + 200 x 2367)
    expect(stdout).toMatch(/^b +.* +9\.8246400$/m);
    expect(stdout).not.toMatch(/refused|replaced/);
  });

  it('tells of many periods which orders were refused, and how many replaced', async () => {
    const [ask] = [{ id: 'a', amount: 500, price: 10, type: 'pv' }];
    const period = { asks: [ask, ask], bids: [], funds: [{ id: 'a', tokens: 499 }] };
    const full = { ...period, funds: [] };
    const document = { kind: 'auction', periods: [...Array.from({ length: 7 }, () => period), full] };
    const { stdout } = await played(JSON.stringify(document));
    const told = /^1 order replaced by later ones\n14 orders refused\n(.*\n)+?$/m.exec(stdout)![0];
    expect(told.split('\n').slice(2, -1)).toEqual([
      ...[1, 1, 2, 2, 3].map((n) => `  period ${n}: ask of a refused: there are fewer tokens`),
      '  and 9 more',
    ]);
  });

  it('writes periods, orders, matches and payments as tables', async () => {
    const { code } = await played(TWO_PERIODS, '--csv', folder.path('tables'));
    expect(code).toBe(0);
    const lines = async (name: string): Promise<string[]> =>
      (await readFile(folder.path(`tables/${name}.csv`), 'utf8')).trim().split(/\r?\n/).slice(1);
    expect(await lines('periods')).toEqual([
      '1,,chp,1,2,1200,900,11,15,23.67,12,300,0,360000,0,1,0',
      '2,,pv,0,0,0,90,,15,23.67,12,0,10,-23670,0,0,1',
    ]);
    expect((await lines('matches'))[2]).toBe('1,pv,g,c,700,11,11,770000,770000');
    expect((await lines('orders')).slice(0, 2)).toEqual(['1,f,ask,chp,900,,15', '1,g,ask,pv,1500,11,']);
    expect((await lines('payments')).at(-1)).toBe('2,c,bid,100,90,10,135000,23670,158670');
  }); // prettier-ignore

  it.each([
    ['an ask without its type', 'asks: [{ id: a, amount: 5, price: 3 }]', /asks\[0\]\.type/],
    ['an id on both sides', 'asks: [{ id: a, amount: 5, price: 3, type: pv }], bids: [{ id: a, amount: 1, prices: { pv: 1, chp: 1 } }]', /bids\[0\]\.id: 'a' has an ask/],
    ['a negative quantity', 'asks: [{ id: a, amount: -5, price: 3, type: pv }]', /asks\[0\]\.amount/],
  ])('refuses %s with one line and code 2', async (_what, fields, message) => {
    const { code, stdout, stderr } = await played(`kind: auction\nid: bad\nperiods: [{ ${fields} }]\n`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^gridleague: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  }); // prettier-ignore

  it('refuses options that have no meaning there', async () => {
    const { code, stderr } = await played(TWO_PERIODS, '--agent', 'truthful');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--agent does not apply to a double auction$/m);
    const { stderr: ofVillage } = await gridleague('play', 'landau-village', '--agent', 'truthful');
    expect(ofVillage).toMatch(/--agent does not apply to a double auction \(bidders sit there: --bidder\)$/m);
  });
});

describe('play landau-village', () => {
  const village = async (seed: string): Promise<AuctionReport> => {
    const { code, stdout, stderr } = await gridleague('play', 'landau-village', '--seed', seed, '--json');
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as AuctionReport;
  };

  it('is a day of quarter hours, the same for the same seed, and every household’s meter comes out', async () => {
    const [report, again, other] = await Promise.all([village('7'), village('7'), village('8')]);
    expect(again).toEqual(report);
    expect(other.periods).not.toEqual(report.periods);
    expect(report.periods.map(({ at }) => at)).toEqual(
      Array.from({ length: 96 }, (_, t) => new Date(Date.UTC(2025, 5, 10) + t * 900_000).toISOString()),
    );
    const { community } = (await loadScenario('landau-village')).draw('7');
    for (const { id, load, generation } of community!.households) {
      const net = generation.reduce((sum, energy, t) => sum + energy - load[t]!, 0);
      const traded = report.periods
        .flatMap(({ participants }) => participants.filter((each) => each.id === id))
        .reduce((sum, { side, amount }) => sum + (side === 'ask' ? amount : -amount), 0);
      expect(traded).toBe(Math.round(net * 1000));
    }
    // Both types are traded, and no money is made or lost in any period.
    for (const type of ['pv', 'chp'] as const)
      expect(report.periods.filter(({ prices }) => prices[type] !== null).length).toBeGreaterThan(10);
    for (const { participants, grid } of report.periods)
      expect(participants.reduce((sum, { payment }) => sum + payment, grid.payment)).toBe(0);
  });

  it('tells a reader prices, who traded with whom, and the grid’s share', async () => {
    const { code, stdout } = await gridleague('play', 'landau-village');
    expect(code).toBe(0);
    expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    expect(stdout).toMatch(/^ *12:15 +(PV|CHP) /m);
    expect(stdout).toMatch(/^PV: [\d.]+ kWh in \d+ periods, [\d.]+ to [\d.]+, [\d.]+ ct\/kWh on average$/m);
    expect(stdout).toMatch(/^Who traded with whom, the largest 12 of \d+ pairs$/m);
    expect(stdout).toMatch(/Money adds up to the unit; [\d.]+ % of what was bought came from the grid\./);
  });
});
