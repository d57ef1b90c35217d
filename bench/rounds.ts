import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable, type TextColumn } from '#apps/cli/terminal/table.js';
import type { Results } from './report/results.js';
import { countRounds, type RoundCount } from './rounds/count-rounds.js';
import { days } from './rounds/days.js';

const DEALERS = ['passive', 'stabilizing'];
/** A match that is not proven by then counts as not closed. */
const CAP = 40;
const AIM = 15;

/**
 * `npm run bench -- rounds [--days three-homes,study] [--seeds 20] [--quick]`: rounds of truthful agents on days
 * whose ids begin so: communities that are shipped or published, and days of few homes and many prices. They depend on the market, not on the machine.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '' },
      seeds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const file = await results.open('rounds', values.quick || values.days !== '');
  const beginnings = values.days.split(',');
  const seeds = Number(values.seeds ?? (values.quick ? 2 : 20));
  const counts: RoundCount[] = [];
  for (const day of days.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning))))
    for (const dealer of DEALERS) {
      counts.push(await countRounds(day, dealer, seeds, CAP));
      process.stderr.write(`${day.id}, ${dealer}: ${counts.at(-1)!.rounds.join(' ')}\n`);
    }
  const path = await file.write({ seeds, cap: CAP, counts });
  process.stdout.write(`${roundTable(counts).join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

function roundTable(counts: readonly RoundCount[]): string[] {
  const left = (title: string): TextColumn => ({ title, align: 'left' });
  const right = (title: string): TextColumn => ({ title, align: 'right' });
  return textTable(
    [
      ...['day', 'dealer'].map(left),
      ...['fewest', 'mean', 'most', `beyond ${AIM}`, `not in ${CAP}`, 'orders'].map(right),
    ],
    counts.map(({ day, dealer, rounds, orders }) => {
      const closed = rounds.filter((count) => count !== null);
      const mean = closed.reduce((sum, count) => sum + count, 0) / closed.length;
      return [
        ...[day, dealer, String(Math.min(...closed)), formatFixed(mean, 1), String(Math.max(...closed))],
        String(rounds.filter((count) => (count ?? CAP) > AIM).length),
        String(rounds.length - closed.length),
        orders === null ? '' : formatFixed(orders, 0),
      ];
    }),
  );
}
