import type { MatchReport, SeatReport } from '#market/match/report/report.js';
import { decimalsFor, formatFixed, formatSigned } from '../../terminal/numbers.js';
import { bar } from '../../terminal/sparkline.js';
import { textTable, type TextColumn } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';

/** More seats than these are shown by groups of their kind. */
const MOST_ROWS = 16;
const WIDE_BAR = 24;
const NARROW_BAR = 10;

interface SavingRow {
  readonly name: string;
  readonly plugin: string;
  /** money; null: has no cost of its own */
  readonly before: number | null;
  /** money, payments and gas included */
  readonly after: number | null;
  readonly saving: number;
  /** of the smallest and the largest saving in a group */
  readonly range?: readonly [number, number];
}

/** Who gained what: a line and a bar per household, or per group of households. */
export function savingLines({ report, drawn }: PlayedScenario): string[] {
  const seats = report.perSeat.map((seat) => rowOf(seat, report));
  const agents = seats.filter((_, index) => report.perSeat[index]!.role === 'agent');
  const others = seats.filter((_, index) => report.perSeat[index]!.role !== 'agent');
  const grouped = agents.length > MOST_ROWS;
  const dealer = {
    name: 'dealer',
    plugin: report.dealer.name,
    before: null,
    after: null,
    saving: report.dealerCash,
  };
  const rows = [...(grouped ? groups(agents) : agents), ...others, dealer];
  const lost = agents.filter(({ saving }) => saving < -1e-6).length;
  return [
    ...savingTable(rows, currencyOf(drawn.instance), grouped),
    ...(lost > 0 ? [`  ${lost} of ${agents.length} worse off than without the market`] : []),
  ];
}

function rowOf(seat: SeatReport, report: MatchReport): SavingRow {
  return {
    name: seat.id,
    plugin: report.seats[seat.seat]?.plugin ?? '',
    before: seat.costBefore,
    after: seat.cost + seat.payment + seat.gas,
    saving: seat.saving,
  };
}

/** Seats whose names differ only in their number and that play the same plugin, together. */
function groups(rows: readonly SavingRow[]): SavingRow[] {
  const byKind = Map.groupBy(rows, ({ name, plugin }) => `${name.replace(/-?\d+$/, '')}/${plugin}`);
  return [...byKind.values()].map((members) => {
    const sum = (of: (row: SavingRow) => number): number =>
      members.reduce((total, row) => total + of(row), 0);
    const savings = members.map(({ saving }) => saving);
    const { name, plugin } = members[0]!;
    return {
      name: members.length === 1 ? name : `${name.replace(/-?\d+$/, '')} x ${members.length}`,
      plugin,
      before: sum(({ before }) => before ?? 0),
      after: sum(({ after }) => after ?? 0),
      saving: sum(({ saving }) => saving),
      range: [Math.min(...savings), Math.max(...savings)],
    };
  });
}

function savingTable(rows: readonly SavingRow[], currency: string, grouped: boolean): string[] {
  const largest = Math.max(...rows.map(({ saving }) => Math.abs(saving)), Number.EPSILON);
  const costs = decimalsFor(rows.flatMap(({ before, after }) => [before ?? 0, after ?? 0]));
  const gains = decimalsFor(rows.map(({ saving }) => saving));
  const cost = (value: number | null): string => (value === null ? '' : formatFixed(value, costs));
  const columns: TextColumn[] = [
    { title: `Who gained what (${currency})`, align: 'left', most: 23 },
    { title: 'plugin', align: 'left', most: 14 },
    { title: 'alone', align: 'right' },
    { title: 'trading', align: 'right' },
    { title: 'saving', align: 'right' },
    { title: '', align: 'left' },
    { title: grouped ? 'least and most' : '', align: 'left' },
  ];
  return textTable(
    columns,
    rows.map(({ name, plugin, before, after, saving, range }) => [
      `  ${name}`,
      plugin,
      cost(before),
      cost(after),
      formatSigned(saving, gains),
      gainBar(saving / largest, grouped ? NARROW_BAR : WIDE_BAR),
      range ? range.map((end) => formatSigned(end, gains)).join(' to ') : '',
    ]),
  );
}

/** Gains as full blocks, losses as light ones. */
function gainBar(share: number, width: number): string {
  const length = bar(Math.abs(share), width);
  return share < 0 ? '░'.repeat(length.length) : length;
}
