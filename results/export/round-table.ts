import type { RoundRecord } from '#market/match/report.js';
import type { Table } from '../standings/board-table.js';

/** Rounds as a table: one row each, prices as columns. Infinite gaps are empty. */
export function roundTable(rounds: readonly RoundRecord[]): Table {
  const resources = rounds[0]?.prices.length ?? 0;
  const numbered = (name: string): string[] =>
    Array.from({ length: resources }, (_, r) => `${name}_${r + 1}`);
  return {
    columns: [
      ...['round', 'call', 'participants', 'new_orders', 'open_orders', 'settled', 'surplus', 'trades'],
      ...['gap', 'lower_bound', 'cost', ...numbered('announced'), ...numbered('price')],
    ],
    rows: rounds.map((round) => [
      ...[round.round, round.call, round.participants, round.newOrders, round.openOrders, round.settled],
      ...[round.surplus, round.trades.length, round.gap, round.lowerBound, round.cost],
      ...round.announced,
      ...round.prices,
    ]),
  };
}
