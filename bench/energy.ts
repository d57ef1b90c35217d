import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable, type TextColumn } from '#apps/cli/terminal/table.js';
import { type EnergyPlan, type SimulatedDays, simulateDays } from './energy/simulated-days.js';
import type { Results } from './report/results.js';

const YEAR = 365;
const right = (title: string): TextColumn => ({ title, align: 'right' });

/** `npm run bench -- energy [--quick] [--days <n>]`: processor time of a day, a week, and a year or its first n days, at the same cost a day. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, days: { type: 'string' } },
  });
  const file = await results.open('energy', values.quick);
  const days = Math.min(YEAR, Math.max(8, Math.floor(Number(values.days ?? (values.quick ? 14 : YEAR)))));
  const plans: EnergyPlan[] = [
    { name: 'day', homes: 10, days: 1, forecast: 'noisy' },
    { name: 'week', homes: 10, days: 7, forecast: 'noisy' },
    { name: 'year', homes: 5, days, forecast: 'noisy' },
    ...(values.quick ? [] : [{ name: 'year-foreseen', homes: 5, days, forecast: 'perfect' } as const]),
  ];
  const simulated: SimulatedDays[] = [];
  for (const plan of plans) {
    simulated.push(await simulateDays(plan));
    const { name, seconds } = simulated.at(-1)!;
    process.stderr.write(`${name}: ${formatFixed(seconds, 1)} s of processor time\n`);
  }
  const path = await file.write({ simulated });
  process.stdout.write(`${tableOf(simulated).join('\n')}\n`);
  if (days < YEAR) {
    const year = simulated.find(({ name }) => name === 'year')!;
    process.stdout.write(
      `a whole year would take ${formatFixed(year.secondsPerDay * YEAR, 0)} s: extrapolated from ${days} days\n`,
    );
  }
  process.stderr.write(`written to ${path}\n`);
}

function tableOf(simulated: readonly SimulatedDays[]): string[] {
  return textTable(
    [
      { title: 'by the hour', align: 'left' },
      { title: 'forecast', align: 'left' },
      ...['homes', 'days', 'seconds', 's/day'].map(right),
      right('in quarters'),
      ...['converged', 'rounds/day', 'efficiency'].map(right),
    ],
    simulated.map((one) => [
      one.name,
      one.forecast,
      ...[String(one.homes), String(one.days), formatFixed(one.seconds, 1)],
      formatFixed(one.secondsPerDay, 3),
      one.quarters.map((seconds) => formatFixed(seconds, 3)).join(' '),
      `${one.converged} of ${one.days}`,
      formatFixed(one.rounds / one.days, 1),
      one.efficiency === null ? '' : formatFixed(one.efficiency, 4),
    ]),
  );
}
