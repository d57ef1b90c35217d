import { clockTimeOf } from '#market/energy/period-clock.js';
import type { Resource } from '#market/instance.js';
import { blockChart } from '../../terminal/block-chart.js';
import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { sparkline } from '../../terminal/sparkline.js';
import { textTable } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';

const MOST_LISTED = 12;
const CHART_WIDTH = 80;
const CHART_HEIGHT = 4;

/** Final prices: over the day where resources are periods, else how each came about. */
export function priceLines(played: PlayedScenario): string[] {
  const { resources } = played.drawn.instance;
  const series = [...Map.groupBy(resources.keys(), (r) => stem(resources[r]!)).values()];
  return series.flatMap((members) =>
    members.length > 1 && members.every((r) => resources[r]!.period !== undefined)
      ? priceChart(played, members)
      : priceTable(played, members),
  );
}

/** `energy` of `energy-17` */
export function stem({ id, period }: Resource): string {
  return period === undefined ? '' : id.replace(/[- ]?\d+$/, '');
}

function priceChart({ report, drawn }: PlayedScenario, members: readonly number[]): string[] {
  const { resources } = drawn.instance;
  const values = members.map((r) => report.prices[r]!);
  const [first, middle, last] = [members[0]!, members[Math.floor(members.length / 2)]!, members.at(-1)!].map(
    (r) => periodLabel(drawn, resources[r]!.period!),
  );
  return [
    `${titleOf(resources[members[0]!]!)} by period (${currencyOf(drawn.instance)}/${resources[members[0]!]!.unit})`,
    ...blockChart({
      values,
      height: CHART_HEIGHT,
      width: CHART_WIDTH,
      decimals: decimalsFor(values),
      labels: [first!, middle!, last!],
    }).map((line) => `  ${line}`),
  ];
}

/** A right costs what one kWh more of the limit is worth to the community. */
function titleOf(resource: Resource): string {
  return resource.right
    ? `Congestion price of ${resource.right}, the price of rights to it,`
    : `Price of ${stem(resource)}`;
}

export function periodLabel({ community }: PlayedScenario['drawn'], period: number): string {
  if (!community) return `period ${period}`;
  const { clock } = community.market;
  return clockTimeOf(clock, period).slice(11, clock.zone ? undefined : 16);
}

function priceTable({ report, rounds, drawn }: PlayedScenario, members: readonly number[]): string[] {
  const { resources } = drawn.instance;
  const shown = members.slice(0, MOST_LISTED);
  const decimals = decimalsFor(shown.flatMap((r) => [report.prices[r]!, report.optimalPrices[r]!]));
  const lines = textTable(
    [
      { title: `Prices (${currencyOf(drawn.instance)}/${resources[members[0]!]!.unit})`, align: 'left' },
      { title: 'start', align: 'right' },
      { title: 'over the rounds', align: 'left' },
      { title: 'end', align: 'right' },
      { title: 'at the optimum', align: 'right' },
    ],
    shown.map((r) => [
      `  ${resources[r]!.id}`,
      formatFixed(drawn.instance.initialPrices[r]!, decimals),
      sparkline(
        rounds.map(({ prices }) => prices[r]!),
        32,
      ),
      formatFixed(report.prices[r]!, decimals),
      formatFixed(report.optimalPrices[r]!, decimals),
    ]),
  );
  const left = members.length - shown.length;
  return left > 0 ? [...lines, `  and ${left} more (--json or --csv)`] : lines;
}
