import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable, type TextColumn } from '#apps/cli/terminal/table.js';
import { comparisonLines } from '#apps/cli/mechanisms/comparison-lines.js';
import { compareMechanisms } from '#matches/mechanisms/compare-mechanisms.js';
import { mechanismComparison } from '#matches/mechanisms/comparison.js';
import { measureBidders, type BidderFigures } from './mechanisms/bidders.js';
import { measureClearing, type ClearingCost } from './mechanisms/clearing.js';
import type { Results } from './report/results.js';

const FULL = { seeds: 10, blocks: 10, orders: [10, 100, 1000, 4000] };
const QUICK = { seeds: 2, blocks: 2, orders: [10, 100, 1000] };

/** `npm run bench -- mechanisms [--quick]`: what bidders make of a market, what a clearing costs, and which mechanism gains what. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const file = await results.open('mechanisms', values.quick);
  const plan = values.quick ? QUICK : FULL;
  const clearing = plan.orders.map(measureClearing);
  const bidders = await measureBidders(plan.seeds);
  const blocks = await compareMechanisms({
    ...{ scenario: 'demo-street', agents: ['truthful'], dealer: 'passive', execution: 'in-process' },
    chain: 'embedded',
    seeds: Array.from({ length: plan.blocks }, (_, n) => String(n + 1)),
  });
  const compared = mechanismComparison('demo-street', blocks);
  const { blocks: _, ...mechanisms } = compared;
  const path = await file.write({ clearing, bidders, mechanisms });
  const lines = [...clearingTable(clearing), '', ...bidderTable(bidders), '', ...comparisonLines(compared)];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

const right = (title: string): TextColumn => ({ title, align: 'right' });

function clearingTable(costs: readonly ClearingCost[]): string[] {
  return textTable(
    [right('orders in a period'), right('ms a clearing'), right('µs an order')],
    costs.map(({ orders, milliseconds }) => [
      formatFixed(orders, 0),
      formatFixed(milliseconds, 3),
      formatFixed((1000 * milliseconds) / orders, 2),
    ]),
  );
}

function bidderTable(figures: readonly BidderFigures[]): string[] {
  return textTable(
    [
      { title: 'bidder', align: 'left' },
      right('one sealed call a day'),
      right('twenty calls a day'),
      right('published'),
    ],
    figures.map(({ bidder, once, often, published }) => [
      bidder,
      `${formatFixed(100 * once, 1)} %`,
      `${formatFixed(100 * often, 1)} %`,
      published,
    ]),
  );
}
