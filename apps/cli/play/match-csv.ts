import type { PlayedScenario } from '#matches/play/play-scenario.js';
import { csvOf } from '#results/export/csv.js';
import type { Table } from '#results/standings/board-table.js';

/** A match as tables for further analysis; text by file name. Units: resources' units and money. */
export function matchCsv(played: PlayedScenario): ReadonlyMap<string, string> {
  return new Map([
    ['rounds.csv', csvOf(roundTable(played))],
    ['seats.csv', csvOf(seatTable(played))],
    ['prices.csv', csvOf(priceTable(played))],
    ['trades.csv', csvOf(tradeTable(played))],
  ]);
}

function roundTable({ report, rounds }: PlayedScenario): Table {
  return {
    columns: [
      'round',
      'call',
      'participants',
      'new_orders',
      'open_orders',
      'settled',
      'surplus',
      'trades',
      'cost',
      'gap',
      'relative_gap',
      'lower_bound',
      'mean_price',
    ],
    rows: rounds.map((record, index) => [
      record.round,
      record.call,
      record.participants,
      record.newOrders,
      record.openOrders,
      record.settled,
      record.surplus,
      record.trades.length,
      record.cost,
      record.gap,
      report.gapPerRound[index]!,
      record.lowerBound,
      record.prices.reduce((sum, price) => sum + price, 0) / record.prices.length,
    ]),
  };
}

function seatTable({ report }: PlayedScenario): Table {
  return {
    columns: [
      'seat',
      'id',
      'role',
      'plugin',
      'cost_before',
      'cost',
      'payment',
      'fees',
      'gas',
      'saving',
      'surplus_share',
      'wealth',
      'failures',
    ],
    rows: report.perSeat.map((seat) => [
      seat.seat,
      seat.id,
      seat.role,
      report.seats[seat.seat]?.plugin ?? '',
      seat.costBefore,
      seat.cost,
      seat.payment,
      seat.fees,
      seat.gas,
      seat.saving,
      seat.surplusShare,
      seat.wealth,
      seat.failures.length,
    ]),
  };
}

function priceTable({ report, drawn }: PlayedScenario): Table {
  const { resources, initialPrices } = drawn.instance;
  return {
    columns: ['resource', 'unit', 'period', 'initial_price', 'price', 'optimal_price', 'dealer_inventory'],
    rows: resources.map(({ id, unit, period }, r) => [
      id,
      unit,
      period ?? null,
      initialPrices[r]!,
      report.prices[r]!,
      report.optimalPrices[r]!,
      report.inventory[r]!,
    ]),
  };
}

/** One row per round, seat and resource in which something moved; > 0 was bought. */
function tradeTable({ rounds, drawn }: PlayedScenario): Table {
  const { resources, participants } = drawn.instance;
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
