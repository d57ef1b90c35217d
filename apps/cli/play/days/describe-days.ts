import type { KpiId } from '#market/energy/kpis/kpi-definitions.js';
import { isGain } from '#market/referee/measures.js';
import { currencyOf } from '#matches/currency.js';
import { homesOf } from '#matches/days/days-tables.js';
import type { DaysReport } from '#matches/days/join-days.js';
import type { PlayedDays } from '#matches/play/play-days.js';
import { counted } from '#results/export/counted.js';
import { collectedLines } from '../report/footer-lines.js';
import { indicatorTable } from '../report/indicator-lines.js';
import { billLines, UNSHIELDED } from '../report/outcome-lines.js';
import { decimalsFor, formatFixed, formatShare, formatSigned } from '../../terminal/numbers.js';
import { textTable } from '../../terminal/table.js';
import { wrapList } from '../../terminal/wrap.js';

const MOST_DAYS = 31;
const MOST_HOMES = 40;

const FORECASTS = {
  perfect: 'everybody knows what comes',
  persistence: 'every day is expected to be as the one before',
  noisy: 'forecasts with a random error',
  series: 'forecasts from series',
} as const;

const SHOWN: readonly KpiId[] = [
  ...(['selfSufficiencyPercent', 'selfConsumptionPercent', 'locallyTradedEnergy', 'averagePrice'] as const),
  ...(['consumption', 'generation', 'gridImport', 'gridExport', 'curtailed', 'peakImport'] as const),
  ...(['batteryFullCycles', 'unservedDemand', 'co2Average', 'co2Marginal'] as const),
];

/** A match over several days, or with forecasts that may be wrong, as a person reads it. At most 100 columns. */
export function describeDays(played: PlayedDays): string[] {
  const currency = currencyOf(played.drawn.instance);
  const { report } = played;
  return [
    head(played, currency),
    costs(report, currency),
    worths(report, currency),
    homes(report, currency),
    ...(report.days.forecast === 'perfect' ? [] : [imbalances(report, currency)]),
    ...(report.days.perDay.length > 1 ? [days(report, currency)] : []),
    indicatorTable(report.kpis, SHOWN),
    footer(played, currency),
  ].flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function head({ report, scenario, drawn }: PlayedDays, currency: string): string[] {
  const { days } = report;
  const seatsOf = Map.groupBy(report.seats, ({ plugin: name }) => name);
  const lineUp = [...seatsOf].map(([plugin, seats]) => `${seats.length} x ${plugin}`);
  const outcomes = [...Map.groupBy(days.perDay, ({ outcome }) => outcome)].map(
    ([outcome, { length }]) => `${length} ${outcome}`,
  );
  const { trade, tradeAttainable } = days.values;
  const decimals = decimalsFor([trade, tradeAttainable]);
  const isWorthIt = isGain(tradeAttainable, report.baseline);
  const share = isWorthIt ? `, ${formatShare(report.efficiency)} of what was possible` : '';
  return [
    `${scenario.title ?? scenario.id} (${scenario.id}, seed ${report.seed})`,
    ...wrapList([...lineUp, `dealer ${report.dealer.name}`]),
    ...UNSHIELDED[report.execution],
    '',
    `${counted(days.perDay.length, 'day')} from ${days.perDay[0]!.date}, each with a market of its own: ${outcomes.join(', ')}. Forecast: ${FORECASTS[days.forecast]}.`,
    ...retrading(report),
    `Trade saved ${formatFixed(trade, decimals)} ${currency}${share}.`,
    ...billLines(report, currency),
    ...(drawn.notices ?? []),
  ];
}

/** Where days are traded anew: how often, and how much. */
function retrading({ days: { perDay } }: DaysReport): string[] {
  const later = perDay.flatMap(({ markets }) => markets.filter(({ period }) => period > 0));
  if (later.length === 0) return [];
  const energy = later.reduce((sum, { volume }) => sum + volume, 0);
  const often = counted(later.length, 'further market');
  return [`What turned out otherwise was traded in ${often} during the days: ${formatFixed(energy, 3)} kWh.`];
}

function costs({ cost, days: { references, forecast } }: DaysReport, currency: string): string[] {
  const mistaken = forecast !== 'perfect';
  const lines = [
    [
      'alone',
      references.alone,
      mistaken ? 'everybody with its forecasts, differences settled' : 'everybody with the grid',
    ],
    ['this match', cost, mistaken ? 'what it came to, differences settled' : ''],
    [
      'optimum',
      references.optimum,
      mistaken ? 'a planner with the same forecasts' : 'a planner who knows everything',
    ],
    ...(mistaken
      ? ([
          ['alone, foreseen', references['alone-exact'], 'everybody, had they known'],
          ['optimum, foreseen', references['optimum-exact'], 'a planner who knows everything'],
        ] as const)
      : []),
  ] as const;
  const decimals = decimalsFor(lines.map(([, value]) => value));
  return textTable(
    [
      { title: `Cost of all (${currency})`, align: 'left' },
      { title: '', align: 'right' },
      { title: '', align: 'left' },
    ],
    lines.map(([name, value, meaning]) => [`  ${name}`, formatFixed(value, decimals), meaning]),
  );
}

function worths({ days: { values, forecast } }: DaysReport, currency: string): string[] {
  const lines = [
    ['trade, in this match', values.trade],
    ['trade, at best with these forecasts', values.tradeAttainable],
    ...(forecast === 'perfect'
      ? []
      : ([
          ['trade, at best had all been known', values.tradeForeseen],
          ['information, to everybody alone', values.informationAlone],
          ['information, to a planner for all', values.informationTogether],
        ] as const)),
  ] as const;
  const decimals = decimalsFor(lines.map(([, value]) => value));
  return textTable(
    [
      { title: `Value of (${currency})`, align: 'left' },
      { title: '', align: 'right' },
    ],
    lines.map(([name, value]) => [`  ${name}`, formatSigned(value, decimals)]),
  );
}

function homes(report: DaysReport, currency: string): string[] {
  const { dealer, dealerCash, days } = report;
  const { gridGain } = days;
  const households = homesOf(report);
  const shown = households.slice(0, MOST_HOMES);
  const money = decimalsFor(shown.flatMap(({ cost, costAlone, bill }) => [cost, costAlone, bill]));
  const gains = decimalsFor([...shown.map(({ saving }) => saving), gridGain]);
  const more = households.length - shown.length;
  return [
    ...textTable(
      [
        { title: `Who gained what (${currency})`, align: 'left', most: 28 },
        { title: 'plugin', align: 'left', most: 14 },
        ...['alone', 'trading', 'saving', 'bill', 'money left'].map((title) => ({
          title,
          align: 'right' as const,
        })),
      ],
      [
        ...shown.map(({ id, plugin, cost, costAlone, saving, bill, cash }) => [
          ...[`  ${id}`, plugin, formatFixed(costAlone, money), formatFixed(cost, money)],
          ...[formatSigned(saving, gains), formatFixed(bill, money), formatFixed(cash, 2)],
        ]),
        ['  grid', '', '', '', formatSigned(gridGain, gains), '', ''],
        ['  dealer', dealer.name, '', '', formatSigned(dealerCash, gains), '', ''],
      ],
    ),
    ...(more > 0 ? [`  and ${more} more (--json or --csv)`] : []),
  ];
}

function imbalances(report: DaysReport, currency: string): string[] {
  const { imbalance } = report.days;
  const households = homesOf(report);
  const shown = households.slice(0, MOST_HOMES);
  const energy = (value: number): string => formatFixed(value, 3);
  const all = { id: 'all', ...imbalance };
  const money = decimalsFor(shown.map(({ imbalancePayment }) => imbalancePayment));
  return textTable(
    [
      { title: 'Forecast and what came true (kWh)', align: 'left', most: 34 },
      ...['load', 'came', 'plant', 'came', 'short', 'long', `paid (${currency})`].map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    [
      ...shown.map(({ id, load, generation, short, long, imbalancePayment }) => [
        ...[`  ${id}`, energy(load.expected), energy(load.real)],
        ...[energy(generation.expected), energy(generation.real)],
        ...[energy(short), energy(long), formatSigned(imbalancePayment, money)],
      ]),
      [`  ${all.id}`, '', '', '', '', energy(all.short), energy(all.long), formatSigned(all.payment, money)],
    ],
  );
}

function days({ days: { perDay, forecast } }: DaysReport, currency: string): string[] {
  const shown = perDay.slice(0, MOST_DAYS);
  const decimals = decimalsFor(shown.flatMap(({ cost, references }) => [cost, references.alone]));
  const mistaken = forecast !== 'perfect';
  const more = perDay.length - shown.length;
  return [
    ...textTable(
      [
        { title: `Day by day (${currency})`, align: 'left' },
        { title: 'market', align: 'left' },
        ...[
          'rounds',
          'alone',
          'match',
          'optimum',
          ...(mistaken ? ['short kWh', 'long kWh', 'imbalance'] : []),
        ].map((title) => ({ title, align: 'right' as const })),
      ],
      shown.map(({ date, outcome, rounds, cost, references, short, long, imbalancePayment }) => [
        ...[`  ${date}`, outcome, String(rounds)],
        ...[references.alone, cost, references.optimum].map((value) => formatFixed(value, decimals)),
        ...(mistaken
          ? [formatFixed(short, 2), formatFixed(long, 2), formatSigned(imbalancePayment, decimals)]
          : []),
      ]),
    ),
    ...(more > 0 ? [`  and ${counted(more, 'day')} more (--json or --csv)`] : []),
  ];
}

function footer({ report }: PlayedDays, currency: string): string[] {
  const { id: match, conservation, days, dealer, engine, perSeat, resultHash, timingDependent } = report;
  const differences = { ...days.conservation, markets: conservation };
  const exact = report.outcome !== 'void';
  const failed = [...perSeat, { id: 'dealer', failures: dealer.failures }].flatMap(({ id, failures }) =>
    failures.map(
      ({ day, round, kind, reason }) => `${id}, day ${day ?? 1}, round ${round}: ${kind}: ${reason}`,
    ),
  );
  return [
    ...collectedLines(report, currency),
    `Conservation  ${exact ? 'exact: meters, imbalance and money add up to the last unit' : `BROKEN: ${JSON.stringify(differences)} (1e-9 kWh, 1e-18 ${currency})`}`,
    ...failed.slice(0, 5).map((text, i) => `${(i === 0 ? 'Failures' : '').padEnd(14)}${text}`),
    ...(failed.length > 5 ? [`${''.padEnd(14)}and ${failed.length - 5} more (--json)`] : []),
    `Match         ${match}`,
    `Result        ${resultHash}${timingDependent ? ' (depends on timing: a replay may differ)' : ''}`,
    `Engine        gridleague ${engine.version} (${engine.commit})`,
  ];
}
