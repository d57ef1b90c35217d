import type { PlayedScenario } from '#matches/play/play-scenario.js';

type Cell = string | number | boolean | null;

/** A match as tables for further analysis; text by file name. Units: resources' units and money. */
export function matchCsv(played: PlayedScenario): ReadonlyMap<string, string> {
  return new Map([
    ['rounds.csv', csv(roundRows(played))],
    ['seats.csv', csv(seatRows(played))],
    ['prices.csv', csv(priceRows(played))],
    ['trades.csv', csv(tradeRows(played))],
  ]);
}

function roundRows({ report, rounds }: PlayedScenario): Cell[][] {
  const titles = [
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
  ];
  return [
    titles,
    ...rounds.map((record, index) => [
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
  ];
}

function seatRows({ report }: PlayedScenario): Cell[][] {
  const titles = [
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
  ];
  return [
    titles,
    ...report.perSeat.map((seat) => [
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
  ];
}

function priceRows({ report, drawn }: PlayedScenario): Cell[][] {
  const { resources, initialPrices } = drawn.instance;
  return [
    ['resource', 'unit', 'period', 'initial_price', 'price', 'optimal_price', 'dealer_inventory'],
    ...resources.map(({ id, unit, period }, r) => [
      id,
      unit,
      period ?? null,
      initialPrices[r]!,
      report.prices[r]!,
      report.optimalPrices[r]!,
      report.inventory[r]!,
    ]),
  ];
}

/** One row per round, seat and resource in which something moved; > 0 was bought. */
function tradeRows({ rounds, drawn }: PlayedScenario): Cell[][] {
  const { resources, participants } = drawn.instance;
  return [
    ['round', 'seat', 'id', 'resource', 'quantity', 'price', 'payment'],
    ...rounds.flatMap(({ round, trades, prices }) =>
      trades.flatMap(({ seat, delivered }) =>
        resources.flatMap(({ id }, r) => {
          const quantity = delivered[r]!;
          if (quantity === 0) return [];
          const price = prices[r]!;
          return [[round, seat, participants[seat]!.id, id, quantity, price, quantity * price]];
        }),
      ),
    ),
  ];
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** RFC 4180; nothing stands for unknown. */
function field(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
