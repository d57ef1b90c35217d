import type { MarketInstance } from '#market/instance.js';
import type { MatchRecord, RoundRecord } from '#market/match/report/report.js';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import { quantitiesToNumbers } from '#market/ledger/units.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import type { Cell } from '../standings/board-table.js';
import { csvOf } from './csv.js';
import { orderTableLimits } from './limits.js';

/** The order books of a match of bundle trading, round by round, and what its orders ask for, as tables. */
export class OrderTables {
  private readonly numbers = new Map<LedgerOrder, number>();
  private readonly lines: Cell[][] = [];
  private readonly bundles: Cell[][] = [];
  private last = 0;
  /** the first round that had no room; null: all had */
  private fullIn: number | null = null;

  constructor(private readonly most: Record<keyof typeof orderTableLimits, number> = orderTableLimits) {}

  /** The first round whose orders are in no table; null: all are in. */
  get cutFrom(): number | null {
    return this.fullIn;
  }

  /** The book of a round of a market; from a round that has been told before on, what was told is taken back. */
  add({ round, orders }: RoundBook, { resources, participants }: MarketInstance): void {
    if ((this.lines.at(-1)?.[0] as number) >= round) this.rewind(round);
    const { lines, quantities } = this.most;
    if (this.lines.length + orders.length > lines || this.bundles.length > quantities) this.fullIn ??= round;
    if (this.fullIn !== null) return;
    const standing = new Set<LedgerOrder>();
    for (const { seat, order, limit, cost, fill } of orders) {
      standing.add(order);
      const number = this.numbers.get(order) ?? this.enter(order, resources);
      this.lines.push([
        ...[round, seat ?? 'dealer', seat === null ? 'dealer' : participants[seat]!.id, number, order.kind],
        ...[limit, cost, fill],
      ]);
    }
    for (const order of this.numbers.keys()) if (!standing.has(order)) this.numbers.delete(order);
  }

  /** Text by file name; nothing of a match without a book. Where rounds are missing, `orders-cut.csv` says from which on. */
  tables(): [name: string, text: string][] {
    if (this.lines.length === 0 && this.fullIn === null) return [];
    const columns = ['round', 'seat', 'id', 'order', 'kind', 'limit', 'cost', 'fill'];
    return [
      ['orders.csv', csvOf({ columns, rows: this.lines })],
      ['bundles.csv', csvOf({ columns: ['order', 'resource', 'quantity'], rows: this.bundles })],
      ...(this.fullIn === null ? [] : [cutTable(this.fullIn, this.lines.length, this.bundles.length)]),
    ];
  }

  private rewind(round: number): void {
    this.lines.length = this.lines.findIndex((line) => (line[0] as number) >= round);
    this.last = this.lines.reduce((most, line) => Math.max(most, line[3] as number), 0);
    const first = this.bundles.findIndex((line) => (line[0] as number) > this.last);
    if (first >= 0) this.bundles.length = first;
    this.numbers.clear();
    this.fullIn = null;
  }

  private enter(order: LedgerOrder, resources: MarketInstance['resources']): number {
    const number = ++this.last;
    this.numbers.set(order, number);
    quantitiesToNumbers(order.bundle).forEach((quantity, r) => {
      if (quantity !== 0) this.bundles.push([number, resources[r]!.id, quantity]);
    });
    return number;
  }
}

function cutTable(round: number, orders: number, quantities: number): [name: string, text: string] {
  const columns = ['missing_from_round', 'lines_of_orders', 'lines_of_bundles'];
  return ['orders-cut.csv', csvOf({ columns, rows: [[round, orders, quantities]] })];
}

/** What the rounds of a match took on its chain; nothing of one that was kept in memory. */
export function transactionTables({
  report,
  rounds,
}: Pick<MatchRecord, 'report' | 'rounds'>): [name: string, text: string][] {
  const idOf = (sender: number | string): string =>
    typeof sender === 'number' ? report.perSeat[sender]!.id : sender;
  const rows = rounds.flatMap(({ round, transactions = [] }: RoundRecord) =>
    transactions.map(({ kind, sender, gas, block, hash }) => [
      ...[round, kind, sender, idOf(sender), gas, block, hash],
    ]),
  );
  if (rows.length === 0) return [];
  const columns = ['round', 'kind', 'seat', 'sender', 'gas', 'block', 'hash'];
  return [['transactions.csv', csvOf({ columns, rows })]];
}
