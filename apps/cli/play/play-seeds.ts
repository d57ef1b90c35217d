import { meanInterval } from '#results/statistics/mean-interval.js';
import { currencyOf } from '#matches/currency.js';
import { PlaySetting, type PlayedScenario, type SettingRequest } from '#matches/play/play-setting.js';
import { systemClock } from '#matches/play/system-clock.js';
import { decimalsFor, formatFixed, formatShare } from '../terminal/numbers.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { complain, print, printJson } from '../terminal/output.js';
import { textTable, type TextColumn } from '../terminal/table.js';
import { leagueProgress } from '../league/league-progress.js';
import { consoleLines } from './console-lines.js';
import { pluginTotals, type PluginTotal } from './report/plugin-lines.js';

/** Of all matches, whether a plugin failed in one. */
export async function playSeeds(
  request: SettingRequest,
  seeds: readonly string[],
  { jsonl = false }: { readonly jsonl?: boolean | undefined },
): Promise<boolean> {
  const progress = leagueProgress(process.stderr, () => systemClock.now(), 1);
  const setting = await PlaySetting.open(request, seeds[0]!);
  const totals: PluginTotal[][] = [];
  const efficiencies: number[] = [];
  let currency = '';
  let failed = false;
  try {
    for (const [done, seed] of seeds.entries()) {
      const played = await setting.play(seed);
      const { report, drawn } = played;
      progress.match(done + 1, seeds.length);
      tellConsole(played);
      if (jsonl) printJson(report, 0);
      totals.push(pluginTotals(report));
      efficiencies.push(report.efficiency);
      currency = currencyOf(drawn.instance);
      failed ||= report.dealer.failures.length > 0 || totals.at(-1)!.some(({ failures }) => failures > 0);
    }
  } finally {
    progress.done();
    await setting.close();
  }
  if (!jsonl) {
    const welfare = meanInterval(efficiencies)!;
    print(
      ...totalLines(totals, currency),
      '',
      `${seeds.length} matches, ${formatShare(welfare.mean)} of the possible gain on average`,
    );
  }
  return failed;
}

export function tellConsole(played: PlayedScenario): void {
  const { id } = played.report;
  complain(...consoleLines(played).map((line) => `console, ${id}: ${line}`));
}

/** What a seat of each plugin saves in a match, over the matches. */
function totalLines(totals: readonly (readonly PluginTotal[])[], currency: string): string[] {
  const columns: TextColumn[] = [
    { title: `Saving per seat (${currency})`, align: 'left', most: 40 },
    { title: 'mean', align: 'right' },
    { title: 'least', align: 'right' },
    { title: 'most', align: 'right' },
    { title: 'failures', align: 'right' },
  ];
  const rows = totals[0]!.map(({ plugin }, i) => {
    const own = totals.flatMap((match) => match[i] ?? []);
    const series = own.map(({ saving, seats }) => saving / seats);
    const decimals = decimalsFor(series);
    return [
      `  ${plugin}`,
      estimateText(meanInterval(series)),
      formatFixed(Math.min(...series), decimals),
      formatFixed(Math.max(...series), decimals),
      formatFixed(
        own.reduce((sum, { failures }) => sum + failures, 0),
        0,
      ),
    ];
  });
  return textTable(columns, rows);
}
