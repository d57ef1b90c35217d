import type { RoundRecord } from '#market/match/report/report.js';
import type { CellTable } from '../standings/board-table.js';

/** Rounds as a table: one row each, prices as columns, of a match over days those of the round's market. Infinite gaps are empty. */
export function roundTable(rounds: readonly RoundRecord[]): CellTable {
  const resources = rounds.reduce((most, { prices }) => Math.max(most, prices.length), 0);
  const isOverDays = rounds[0]?.day !== undefined;
  // Days, and what is left of them, have different numbers of periods.
  const padded = (values: readonly number[]): (number | null)[] =>
    Array.from({ length: resources }, (_, r) => values[r] ?? null);
  const numbered = (name: string): string[] =>
    Array.from({ length: resources }, (_, r) => `${name}_${r + 1}`);
  return {
    columns: [
      ...(isOverDays ? ['day'] : []),
      ...['round', 'call', 'participants', 'new_orders', 'open_orders', 'settled', 'surplus', 'trades'],
      ...['gap', 'lower_bound', 'cost', ...numbered('announced'), ...numbered('price')],
    ],
    rows: rounds.map((round) => [
      ...(isOverDays ? [round.day!] : []),
      ...[round.round, round.call, round.participants, round.newOrders, round.openOrders, round.settled],
      ...[round.surplus, round.trades.length, round.gap, round.lowerBound, round.cost],
      ...padded(round.announced),
      ...padded(round.prices),
    ]),
  };
}
