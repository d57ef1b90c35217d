import { fullReport } from '#market/match/report/full-report.js';
import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { textTable } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';

/** The cost of everybody together, beside what it would be under other arrangements. */
export function costLines({ report, drawn }: PlayedScenario): string[] {
  const { noTrade, cost, optimum, references } = report;
  const { baseline } = fullReport(report);
  const lines = [
    { name: 'no trade', cost: noTrade, meaning: 'everybody alone' },
    ...(references.gridOnly === null || references.gridOnly === noTrade
      ? []
      : [
          {
            name: 'grid only',
            cost: references.gridOnly,
            meaning: 'everybody and the dealer with the grid alone: gains are measured from here',
          },
        ]),
    ...(references.midMarketRate === null
      ? []
      : [
          {
            name: 'mid-market rate',
            cost: references.midMarketRate.cost,
            meaning: 'same schedules, surplus shared at the middle of the tariffs',
          },
        ]),
    { name: 'this match', cost, meaning: savedOf(baseline, cost) },
    { name: 'optimum', cost: optimum, meaning: 'a planner who knows everything' },
  ];
  const decimals = decimalsFor(lines.map((line) => line.cost));
  return textTable(
    [
      { title: `Cost of all (${currencyOf(drawn.instance)})`, align: 'left' },
      { title: '', align: 'right' },
      { title: '', align: 'left' },
    ],
    lines.map(({ name, cost, meaning }) => [`  ${name}`, formatFixed(cost, decimals), meaning]),
  );
}

/** Of what gains are measured from; where the community earns money a percentage means nothing. */
function savedOf(baseline: number, cost: number): string {
  if (baseline <= 0) return '';
  const percent = ((baseline - cost) / baseline) * 100;
  return `${percent < 0 ? 'rise' : 'saving'} of ${formatFixed(Math.abs(percent), 1)} %`;
}
