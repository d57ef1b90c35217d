import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable, type TextColumn } from '#apps/cli/terminal/table.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { benchMatch } from './market/bench-match.js';
import { writeResults } from './report/write-results.js';
import { days, type Day } from './rounds/days.js';

const DEALERS = ['passive', 'stabilizing'];
/** A match that is not proven by then counts as not closed. */
const CAP = 40;
const AIM = 15;

/** What the seeds took of one day under one dealer. */
interface RoundCount {
  readonly day: string;
  readonly dealer: string;
  /** per seed; null: not closed within `CAP` */
  readonly rounds: readonly (number | null)[];
  /** of an average match */
  readonly orders: number;
}

/**
 * `npm run bench -- rounds [--days three-homes,study] [--seeds 20] [--quick]`: rounds of truthful agents on days of few homes and
 * many prices, whose ids begin so. They depend on the market, not on the machine.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '' },
      seeds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const beginnings = values.days.split(',');
  const seeds = Number(values.seeds ?? (values.quick ? 2 : 20));
  const counts: RoundCount[] = [];
  for (const day of days.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning))))
    for (const dealer of DEALERS) {
      counts.push(await countRounds(day, dealer, seeds));
      process.stderr.write(`${day.id}, ${dealer}: ${counts.at(-1)!.rounds.join(' ')}\n`);
    }
  const file = await writeResults('rounds', values.quick || values.days !== '', { seeds, cap: CAP, counts });
  process.stdout.write(`${roundTable(counts).join('\n')}\n`);
  process.stderr.write(`written to ${file}\n`);
}

async function countRounds(day: Day, dealer: string, seeds: number): Promise<RoundCount> {
  const scenario = await scenarioFrom(day, day.id);
  const solver = await createHighsSolver();
  const rounds: (number | null)[] = [];
  let orders = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const drawn = scenario.draw(String(seed));
    const capped = { ...drawn, rules: { ...drawn.rules, roundCap: CAP } };
    const match = await benchMatch(capped, solver, String(seed), new MemoryLedger(), dealer);
    rounds.push(match.report.outcome === 'converged' ? match.report.rounds : null);
    orders += match.rounds.reduce((sum, { newOrders }) => sum + newOrders, 0) / seeds;
  }
  return { day: day.id, dealer, rounds, orders };
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
        formatFixed(orders, 0),
      ];
    }),
  );
}
