import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { auctionLane } from '#leagues/scenario-files/test/auction-lane.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { auctionTables } from '#results/export/auction-tables.js';
import { retrace, type RetracePlace } from '../verify/retrace/retrace.js';
import type { PlayedHere } from './test/played-here.js';
import { playedHere } from './test/played-here.js';

function bidderLeague(fields: object): LeagueDefinition {
  const head = { id: 'lane', title: 'Bidders', format: 'self-play', mechanism: 'double-auction' };
  return leagueFrom({ ...head, ...fields }, 'lane');
}

function welfareIn({ agents }: PlayedHere, name: string): number {
  return agents.rows.find((row) => row.name === name)!.standings.welfare.estimate!.mean;
}

describe('a league of double auctions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-'));
  const lane = join(folder, 'lane.yaml');
  let played: PlayedHere;
  let solver: LpSolver;

  beforeAll(async () => {
    writeFileSync(lane, auctionLane);
    solver = await createHighsSolver();
    played = await playedHere(
      bidderLeague({ scenarios: [lane], blocks: 2, entrants: ['reservation-price', 'zero-intelligence'] }),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('ranks bidders by what their trades are worth: the truth is better than chance, and no better than the optimum', () => {
    const welfareOf = (name: string): number => welfareIn(played, name);
    expect(welfareOf('reservation-price')).toBeLessThan(1);
    expect(welfareOf('zero-intelligence')).toBeLessThan(welfareOf('reservation-price') - 0.3);
  });

  it('finds no better trade than that of the truth where there is one type of energy: two auctions after each other are what costs', async () => {
    const roofs = join(folder, 'roofs.yaml');
    writeFileSync(roofs, auctionLane.replace('id: lane', 'id: roofs').replace(/^dealer.*$/m, ''));
    const alone = await playedHere(
      bidderLeague({ scenarios: [roofs], blocks: 1, entrants: ['reservation-price'] }),
    );
    expect(welfareIn(alone, 'reservation-price')).toBeCloseTo(1, 9);
  });

  it('leaves behind what a reader can add up: savings, payments, who got the gain, and energy', async () => {
    const { plan, recordOf } = played;
    const scenario = await loadScenario(lane);
    for (const { id, seed } of plan.matches) {
      const { report, rounds } = recordOf(id);
      const { agents, grid } = scenario.draw(seed).auction!;
      expect(report.conservation).toEqual({ resources: report.prices.map(() => '0'), cash: '0' });
      // What each pays alone, by hand: Wh at 1/100 ct per kWh are 1e-7 EUR.
      agents.forEach(({ metered, prices }, j) => {
        const alone = metered.reduce(
          (sum, amount, t) => sum - Number(amount * (amount > 0n ? grid[t]!.buys : grid[t]!.sells)) / 1e7,
          0,
        );
        const seat = report.perSeat[j]!;
        expect(seat.costBefore).toBeCloseTo(alone, 7);
        // What trades are worth to it, less what it paid for them.
        let [worth, paid] = [0, 0];
        rounds.forEach(({ trades, prices: at }) =>
          trades
            .filter((trade) => trade.seat === j)
            .forEach(({ delivered, payment }) => {
              paid += payment;
              expect(payment).toBeCloseTo(
                delivered.reduce((sum, energy, r) => sum + energy * at[r]!, 0),
                9,
              );
              delivered.forEach((energy, r) => {
                const type = r % 2 === 0 ? 'pv' : 'chp';
                worth += (energy * Number(energy > 0 ? prices.bids[type] : prices.ask)) / 1e4;
              });
            }),
        );
        expect(seat.saving).toBeCloseTo(worth - paid, 7);
        expect(seat.payment).toBeCloseTo(paid, 9);
      });
      const saved = report.perSeat.reduce((sum, { saving }) => sum + saving, 0);
      expect(report.baseline! - report.cost).toBeCloseTo(saved, 7);
      expect(report.efficiency).toBeCloseTo(saved / (report.baseline! - report.optimum), 7);
      // Meters count whole Wh, homes what they have.
      const bought = rounds.flatMap(({ trades }) => trades.flatMap(({ delivered }) => delivered));
      expect(report.kpis.locallyTradedEnergy).toBeCloseTo(
        bought.reduce((sum, energy) => sum + Math.max(0, energy), 0),
        1,
      );
    }
  });

  it('has tables of its orders and matches from which every payment can be computed anew', () => {
    const [{ id }] = played.plan.matches as [(typeof played.plan.matches)[number]];
    const record = played.recordOf(id);
    const tables = new Map(auctionTables(record));
    const rowsOf = (name: string): Record<string, string>[] => {
      const [head, ...lines] = tables.get(name)!.trimEnd().split('\r\n').map((line) => line.split(',')); // prettier-ignore
      return lines.map((cells) => Object.fromEntries(head!.map((column, i) => [column, cells[i]!])));
    };
    const [grids, orders, matches] = ['periods.csv', 'orders.csv', 'matches.csv'].map(rowsOf);
    const paid = new Map(record.report.perSeat.map(({ id }) => [id, 0]));
    for (const { seller, buyer, received, paid: bill } of matches!) {
      paid.set(buyer!, paid.get(buyer!)! + Number(bill) / 1e7);
      paid.set(seller!, paid.get(seller!)! - Number(received) / 1e7);
    }
    for (const { id, payment } of record.report.perSeat) expect(payment).toBeCloseTo(paid.get(id)!, 12);
    // By the rule itself: all matches of a type in a period cost its highest matched ask.
    expect(matches!.length).toBeGreaterThan(0);
    for (const { period, type, seller, buyer_price: price } of matches!) {
      const asked = matches!
        .filter((one) => one.period === period && one.type === type)
        .map(
          (one) => orders!.find(({ id, period: at }) => id === one.seller && at === period)![`price_${type}`],
        );
      expect(asked.length > 0 && seller !== '').toBe(true);
      expect(Number(price)).toBe(Math.max(...asked.map(Number)));
    }
    expect(grids).toHaveLength(record.rounds.length);
  });

  it('can be followed trade by trade where its plugins are withheld, and made-up figures are found', async () => {
    const { plan, recordOf } = played;
    const scenario = await loadScenario(lane);
    const [{ id, seed }] = plan.matches as [(typeof plan.matches)[number]];
    const record = recordOf(id);
    const { report, rounds } = record;
    const place: RetracePlace = {
      ...{ id, seed, drawn: scenario.draw(seed), dealer: report.dealer, execution: 'sandbox' },
      plugins: report.seats.map(({ plugin, version, sha256 }) => ({ name: plugin, version, sha256 })),
    };
    const shown = { ...record, report: { ...report, execution: 'sandbox' as const } };
    expect(retrace(shown, place, solver)).toBeNull();
    const busy = rounds.findIndex(({ trades }) => trades.length > 0);
    const forged = structuredClone(shown) as { -readonly [K in keyof typeof shown]: (typeof shown)[K] };
    Object.assign(forged.rounds[busy]!.trades[0]!, { payment: forged.rounds[busy]!.trades[0]!.payment / 2 });
    expect(retrace(forged, place, solver)).toBe(`rounds[${busy}].trades`);
    const shifted = structuredClone(shown);
    Object.assign(shifted.rounds[busy]!, { gap: shifted.rounds[busy]!.gap + 0.01 });
    expect(retrace(shifted, place, solver)).toBe(`rounds[${busy}].gap`);
    // Orders are the plugins', what they come to is not.
    for (const change of [
      { asks: [] },
      { first: rounds[busy]!.auction!.first === 'pv' ? 'chp' : 'pv' },
      { grid: { sells: 99, buys: 1 } },
      {
        matches: rounds[busy]!.auction!.matches.map((match) => ({
          ...match,
          buyerPrice: match.buyerPrice + 1,
        })),
      },
      { bids: rounds[busy]!.auction!.bids.map((bid) => ({ ...bid, pv: -1 })) },
      undefined,
    ]) {
      const told = structuredClone(shown);
      Object.assign(told.rounds[busy]!, { auction: change && { ...told.rounds[busy]!.auction!, ...change } });
      expect(retrace(told, place, solver)).toMatch(/^rounds\[\d+\]\.(auction|participants)$/);
    }
    // What is left of a period is told of it alone, and known without any source.
    const [first] = rounds as [(typeof rounds)[number]];
    const { announced, newOrders } = first;
    for (const [field, change] of [
      ['call', { call: true }],
      ['newOrders', { newOrders: newOrders + 1 }],
      ['newOrders', { openOrders: 1 }],
      ['announced', { announced: announced.map((price) => price / 2) }],
      ['prices', { prices: first.prices.map((price, r) => (r < 2 ? price : price + 1)) }],
    ] as const) {
      const told = structuredClone(shown);
      Object.assign(told.rounds[0]!, change);
      expect(retrace(told, place, solver)).toBe(`rounds[0].${field}`);
    }
    // Nobody takes part whose meter stands still, or who failed: here everybody else did.
    rounds.forEach(({ participants }, t) => {
      const told = structuredClone(shown);
      Object.assign(told.rounds[t]!, { participants: participants + 1, newOrders: participants + 1 });
      expect(retrace(told, place, solver)).toBe(`rounds[${t}].participants`);
    });
    const failing = structuredClone(shown);
    const { seat } = rounds[busy]!.trades[0]!;
    Object.assign(failing.report.perSeat[seat]!, {
      failures: [{ round: busy + 1, kind: 'threw', reason: '' }],
    });
    expect(retrace(failing, place, solver)).toMatch(
      new RegExp(`^rounds\\[${busy}\\]\\.(participants|trades\\[0\\]\\.seat)$`),
    );
  });

  it('seats bidders and nobody else, and says so', () => {
    const because =
      (fields: object): (() => unknown) =>
      () =>
        bidderLeague({ scenarios: [lane], blocks: 1, ...fields });
    expect(because({ dealers: ['smoothing'] })).toThrow(/dealers.*a double auction has no dealer/);
    expect(because({ roundCap: 5 })).toThrow(/roundCap.*a round for each period/);
    expect(because({ format: 'dealer-comparison' })).toThrow(/format.*no dealer to compare/);
  });
});
