import { clockTimeOf } from '#market/energy/period-clock.js';
import { kpiDefinitions, kpiIds } from '#market/energy/kpis/kpi-definitions.js';
import { billTable, receiverTable } from '#results/export/community-csv.js';
import { csvOf } from '#results/export/csv.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { DayRecord } from './day-record.js';
import type { DaysReport } from './join-days.js';
import { wholeMatch } from './whole-match.js';

/** A match over days, and what was kept of each. */
export interface TabledDays {
  readonly report: DaysReport;
  readonly rolling: RollingDays;
  readonly records: readonly DayRecord[];
}

/** A match over several days as CSV, text by file name. Energy in kWh, money in the scenario's currency. */
export function daysTables({ report, rolling, records }: TabledDays): ReadonlyMap<string, string> {
  const { bills, planned, real, prices } = wholeMatch(rolling, records);
  const { households, clock } = rolling.truth;
  const first = rolling.bounds;
  return new Map([
    [
      'days.csv',
      csvOf({
        columns: [
          ...['day', 'date', 'outcome', 'rounds', 'cost', 'alone', 'alone_exact', 'optimum', 'optimum_exact'],
          ...['short', 'long', 'imbalance'],
        ],
        rows: report.days.perDay.map(({ day, date, outcome, rounds, cost, references, ...rest }) => [
          ...[day, date, outcome, rounds, cost, references.alone, references['alone-exact']],
          ...[references.optimum, references['optimum-exact'], rest.short, rest.long, rest.imbalancePayment],
        ]),
      }),
    ],
    [
      'households.csv',
      csvOf({
        columns: [
          ...[
            'household',
            'plugin',
            'load_expected',
            'load',
            'generation_expected',
            'generation',
            'scheduled',
          ],
          ...['metered', 'short', 'long', 'imbalance', 'payment', 'cost', 'cost_alone', 'saving', 'bill'],
        ],
        rows: homesOf(report).map((home) => [
          ...[home.id, home.plugin, home.load.expected, home.load.real],
          ...[
            home.generation.expected,
            home.generation.real,
            home.scheduled,
            home.metered,
            home.short,
            home.long,
          ],
          ...[home.imbalancePayment, home.payment, home.cost, home.costAlone, home.saving, home.bill],
        ]),
      }),
    ],
    [
      'schedules.csv',
      csvOf({
        columns: [
          ...['household', 'period', 'time', 'load_expected', 'load', 'generation_expected', 'generation'],
          ...[
            'position',
            'scheduled',
            'imbalance',
            'price',
            'import',
            'export',
            'charge',
            'discharge',
            'stored',
          ],
        ],
        rows: households.flatMap(({ id, load, generation }, j) =>
          Array.from(load, (_, t) => {
            const d = first.findLastIndex((from) => from <= t);
            const home = records[d]!.homes[j]!;
            const i = t - first[d]!;
            const done = real.households[j]!;
            return [
              ...[id, t, clockTimeOf(clock, t), home.expected.load[i]!, load[t]!],
              ...[home.expected.generation[i]!, generation[t]!, planned.households[j]!.position[t]!],
              ...[home.scheduled[i]! / 1e9, home.imbalance[i]! / 1e9, prices[t]!],
              ...[done.import[t]!, done.export[t]!, done.charge[t]!, done.discharge[t]!, done.stored[t]!],
            ];
          }),
        ),
      }),
    ],
    ['bills.csv', csvOf(billTable(bills))],
    ['receivers.csv', csvOf(receiverTable(bills))],
    [
      'kpis.csv',
      csvOf({
        columns: ['kpi', 'value', 'unit'],
        rows: kpiIds.flatMap((id) =>
          report.kpis[id] === undefined ? [] : [[id, report.kpis[id] ?? null, kpiDefinitions[id].unit]],
        ),
      }),
    ],
  ]);
}

/** Energy and money of each household over all days. */
export function homesOf({ days, perSeat, seats, cash }: DaysReport) {
  return days.households.map((home, j) => {
    const { id, payment, cost, costBefore, saving } = perSeat[j]!;
    return {
      ...{ ...home, id, plugin: seats[j]?.plugin ?? 'dealer', payment, cost: cost + payment },
      ...{ costAlone: costBefore, saving, cash: cash[j]! },
    };
  });
}
