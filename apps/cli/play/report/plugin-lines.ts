import type { MatchReport } from '#market/match/report/report.js';
import { currencyOf } from '#matches/currency.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { decimalsFor, formatFixed, formatSigned } from '../../terminal/numbers.js';
import { textTable, type TextColumn } from '../../terminal/table.js';

/** What all seats of a plugin got in one match. */
export interface PluginTotal {
  readonly plugin: string;
  readonly seats: number;
  /** money, over its seats */
  readonly saving: number;
  readonly failures: number;
}

/** In the order of the seats. */
export function pluginTotals({ seats, perSeat }: MatchReport): PluginTotal[] {
  const groups = Map.groupBy(seats, ({ plugin, sha256 }) => `${plugin} ${sha256}`);
  return [...groups.values()].map((own) => {
    const reports = own.map(({ seat }) => perSeat[seat]!);
    return {
      plugin: own[0]!.plugin,
      seats: own.length,
      saving: reports.reduce((sum, { saving }) => sum + saving, 0),
      failures: reports.reduce((sum, { failures }) => sum + failures.length, 0),
    };
  });
}

/** Totals per plugin, where several play. */
export function pluginLines({ report, drawn }: PlayedScenario): string[] {
  const totals = pluginTotals(report);
  if (totals.length < 2) return [];
  const perSeat = totals.map(({ saving, seats }) => saving / seats);
  const decimals = decimalsFor([...perSeat, ...totals.map(({ saving }) => saving)]);
  const columns: TextColumn[] = [
    { title: `Per plugin (${currencyOf(drawn.instance)})`, align: 'left', most: 30 },
    { title: 'seats', align: 'right' },
    { title: 'saving', align: 'right' },
    { title: 'per seat', align: 'right' },
    { title: 'failures', align: 'right' },
  ];
  const rows = totals.map(({ plugin, seats, saving, failures }, i) => [
    `  ${plugin}`,
    formatFixed(seats, 0),
    formatSigned(saving, decimals),
    formatSigned(perSeat[i]!, decimals),
    formatFixed(failures, 0),
  ]);
  return textTable(columns, rows);
}
