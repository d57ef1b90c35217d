import type { MarketInstance } from '#market/instance.js';
import { fullReport } from '#market/match/report/full-report.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { gainParts } from '#market/referee/gain-account.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { CellTable } from '../standings/board-table.js';
import { auctionTables, clockTables } from './auction-tables.js';
import { csvOf } from './csv.js';

/** A match as tables for further analysis; text by file name. Units: resources' units and money. */
export function matchCsv(record: MatchRecord, instance: MarketInstance): ReadonlyMap<string, string> {
  return new Map([
    ...recordCsv(record),
    ['prices.csv', csvOf(prices(record, instance))],
    ['trades.csv', csvOf(trades(record, instance))],
    ...auctionTables(record),
    ...clockTables(record, instance),
  ]);
}

/** What of a match needs nothing but its record. */
export function recordCsv(record: MatchRecord): ReadonlyMap<string, string> {
  return new Map([
    ['rounds.csv', csvOf(rounds(record))],
    ['seats.csv', csvOf(seats(record))],
    ['account.csv', csvOf(account(record))],
  ]);
}

function rounds({ report, rounds }: MatchRecord): CellTable {
  const isOverDays = report.days !== undefined;
  return {
    columns: [
      ...(isOverDays ? ['day'] : []),
      ...['round', 'call', 'participants', 'new_orders', 'open_orders', 'settled', 'surplus', 'trades'],
      ...['cost', 'gap', 'relative_gap', 'lower_bound', 'mean_price'],
    ],
    rows: rounds.map((round, index) => [
      ...(isOverDays ? [round.day!] : []),
      ...[round.round, round.call, round.participants, round.newOrders, round.openOrders, round.settled],
      ...[round.surplus, round.trades.length, round.cost],
      ...[round.gap, report.gapPerRound[index]!, round.lowerBound],
      round.prices.reduce((sum, price) => sum + price, 0) / round.prices.length,
    ]),
  };
}

function seats({ report }: MatchRecord): CellTable {
  const co2 = (['average', 'marginal'] as const).filter((figure) =>
    report.perSeat.some((seat) => seat.co2?.[figure] !== undefined),
  );
  return {
    columns: [
      ...['seat', 'id', 'role', 'plugin', 'cost_before', 'cost', 'payment', 'fees', 'gas', 'saving'],
      ...['surplus_share', 'wealth', 'failures'],
      ...co2.map((figure) => `co2_${figure}`),
    ],
    rows: report.perSeat.map((seat) => [
      ...[seat.seat, seat.id, seat.role, report.seats[seat.seat]?.plugin ?? ''],
      ...[seat.costBefore, seat.cost, seat.payment, seat.fees, seat.gas, seat.saving],
      ...[seat.surplusShare, seat.wealth, seat.failures.length],
      ...co2.map((figure) => seat.co2?.[figure] ?? null),
    ]),
  };
}

/** Who got the gain: the parts add up to it to the last unit. */
function account({ report }: MatchRecord): CellTable {
  const { account, gainShares } = fullReport(report);
  const share = gainShares && { ...gainShares, gain: 1 };
  return {
    columns: ['part', 'money', 'share', 'units'],
    rows: [...gainParts, 'gain' as const].map((part) => [
      ...[part, moneyToNumber(BigInt(account[part])), share?.[part] ?? null, account[part]],
    ]),
  };
}

function prices({ report }: MatchRecord, { resources, initialPrices }: MarketInstance): CellTable {
  return {
    columns: ['resource', 'unit', 'period', 'initial_price', 'price', 'optimal_price', 'dealer_inventory'],
    rows: resources.map(({ id, unit, period }, r) => [
      ...[id, unit, period ?? null, initialPrices[r]!],
      ...[report.prices[r]!, report.optimalPrices[r]!, report.inventory[r]!],
    ]),
  };
}

/** One row per round, seat and resource in which something moved; > 0 was bought. */
function trades({ rounds }: MatchRecord, { resources, participants }: MarketInstance): CellTable {
  return {
    columns: ['round', 'seat', 'id', 'resource', 'quantity', 'price', 'payment'],
    rows: rounds.flatMap(({ round, trades, prices }) =>
      trades.flatMap(({ seat, delivered }) =>
        resources.flatMap(({ id }, r) => {
          const quantity = delivered[r]!;
          if (quantity === 0) return [];
          const price = prices[r]!;
          return [[round, seat, participants[seat]!.id, id, quantity, price, quantity * price]];
        }),
      ),
    ),
  };
}
