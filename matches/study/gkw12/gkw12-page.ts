import { base, type StudyCell } from './cells.js';
import { claims, judge, type PublishedClaim } from './claims.js';
import type { PlayedCell } from './gkw12-study.js';
import type { Run } from './run.js';
import { markdownTable } from '#results/export/markdown-table.js';

/** Mean rounds of [GKW12]: passive dealer, resources spread; by agents and resources, with P = 1 and P = 0.2. */
const PUBLISHED = new Map([
  ['10/2', { 1: 23, 0.2: 66 }],
  ['10/8', { 1: 53, 0.2: 288 }],
  ['50/2', { 1: 26, 0.2: 97 }],
  ['50/8', { 1: 49, 0.2: 303 }],
]);

/** docs/gkw12-study.md; `command`: what makes it. */
export function gkw12Page(played: readonly PlayedCell[], command: string): string {
  const runs = Math.max(...played.map((one) => one.runs.length));
  const probabilities = [...new Set(played.map(({ cell }) => cell.participation))];
  return `# The experiment of Guo, Koehler and Whinston (2012), played anew

Made by \`${command} > docs/gkw12-study.md\`: ${played.length} cells of ${runs} random markets, ledger in memory. _k_ agents, _m_ resources; with probability _P_ each takes part in a round, and a market call
comes before the close ([rules](market-rules.md#asynchronous-communication)). Cells that differ in nothing else play the same markets.

- **Dealer**: NA acts not at all (passive); SS keeps a safety stock, drawn from 5 to 20 % of everything; SP buys below and sells above what it takes a resource to be worth, an average of past prices;
  FI does so at the prices of the equilibrium, which it is told. All become passive for good once the mean price moved by less than 1 a round over 5 rounds, or 5 rounds brought no order.
- **Selection**: myopic looks for a bundle at the prices as they are, forecast at 0.8 of these and 0.2 of the forecast before.
- **Limit**: TRUE what the bundle is worth; FIX 80 % of the way there from its price; RAN anywhere on that way.
- **Information**: symmetric, all know the last prices; asymmetric, each those of the last round in which it took part.

## Mean rounds

Passive dealer, resources spread, myopic, TRUE, symmetric; in brackets what [GKW12] published.

${roundsTable(played, probabilities)}

## What changes them

Mean rounds of all sizes in which the row was played.

${conditionTable(played, probabilities, ({ rounds }) => rounds, 1)}

## Who gets the wealth

Of what there was to gain, percent: what the agents have in the end, and the dealer (money and worth together, the ratio to the wealth of the optimum less that of no trade).
Both add up to what was realised.

${sharesTable(played, probabilities)}

## The published claims

Signs of what was published, as differences between cells that differ in nothing else, means over markets with their 95 % intervals. Welfare is what had been gained when the first market
call began: afterwards every market here goes on to its optimum.

${claimsTable(played)}

## What differs from the original, and why

- **Fewer rounds when all take part.** Here a small trade waits while the open orders could bring five times as much, and among prices that clear alike the middle is taken
  ([clearing](market-rules.md#clearing)); both are for that. The original states no such rules.
- **The market ends at a proof**, never at prices that stand still: all are called, and the gap must close. So what asynchrony and asymmetric information cost is rounds. What they would have cost
  in welfare is what was missing when the first call began.
- **The markets are drawn anew**: coefficients from [-1, 5], own rows 2 and 8 and columns 4 and 8 in turn as published; right-hand sides, supplies and an upper bound on the sum of activities are
  ours, so that all is feasible, bounded and scarce. Prices start at 0. Orders stay until their agent trades (\`book: keep\`).
- **SP's worth and FI**: how the original's speculative price is set without full information we do not know; here it is a slow average. FI is the speculative dealer whose prices are those of the equilibrium.
- **An active dealer gives the agents money.** Every market here ends at its optimum, so agents and dealer share what is fixed, and a dealer that buys at early prices and sells at later ones pays for it, unless
  it knows the equilibrium. That a safety stock mostly costs its dealer was found there, too; what an active dealer may cost the agents, trade that it keeps from coming about, is made up for after the call.
- **A forecast is worth as much as prices are stale.** It takes fewer rounds where information is asymmetric and more where all know the last prices, which lie in the middle of those that clear alike: both together
  cannot be told apart from nothing.
- **Wealth ratios of the original are not at hand**, so none are printed beside ours.
`;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function roundsTable(played: readonly PlayedCell[], probabilities: readonly number[]): string {
  const isBase = ({ cell }: PlayedCell): boolean => nameOf(cell) === nameOf(base);
  const sizes = [...new Set(played.map(({ cell }) => `${cell.agents}/${cell.resources}`))];
  const rows = sizes.map((size) => [
    ...size.split('/'),
    ...probabilities.map((participation) => {
      const found = played.find(
        (one) =>
          isBase(one) &&
          `${one.cell.agents}/${one.cell.resources}` === size &&
          one.cell.participation === participation,
      );
      if (!found) return '-';
      const published = PUBLISHED.get(size)?.[participation as 1 | 0.2];
      return mean(found.runs.map(({ rounds }) => rounds)).toFixed(1) + (published ? ` (${published})` : '');
    }),
  ]);
  return markdownTable(['_k_', '_m_', ...probabilities.map((p) => `P ${p}`)], rows);
}

function conditionTable(
  played: readonly PlayedCell[],
  probabilities: readonly number[],
  value: (run: Run) => number,
  digits: number,
): string {
  const rows = conditionsOf(played).map(([name, cells]) => [
    name,
    ...probabilities.map((participation) => {
      const runs = runsAt(cells, participation);
      return runs.length === 0 ? '-' : mean(runs.map(value)).toFixed(digits);
    }),
  ]);
  return markdownTable(['', ...probabilities.map((p) => `P ${p}`)], rows);
}

function sharesTable(played: readonly PlayedCell[], probabilities: readonly number[]): string {
  const percent = (runs: readonly Run[], of: (run: Run) => number): string =>
    runs.length === 0 ? '-' : (100 * mean(runs.map(of))).toFixed(1);
  const rows = conditionsOf(played).map(([name, cells]) => [
    name,
    ...probabilities.flatMap((participation) => {
      const runs = runsAt(cells, participation);
      return [percent(runs, ({ agents }) => agents), percent(runs, ({ dealer }) => dealer)];
    }),
  ]);
  return markdownTable(['', ...probabilities.flatMap((p) => [`agents, P ${p}`, `dealer, P ${p}`])], rows);
}

function claimsTable(played: readonly PlayedCell[]): string {
  const rows = claims.map((claim) => {
    const found = judge(claim, played);
    if (!found) return [claim.says, '-', 'not played'];
    const { low, high } = found;
    const interval = low === null ? '' : ` [${low.toFixed(3)}, ${high!.toFixed(3)}]`;
    return [claim.says, `${found.mean.toFixed(3)}${interval}`, verdict(claim, found)];
  });
  return markdownTable(['claim', 'difference', 'here'], rows);
}

function verdict(
  { sign }: PublishedClaim,
  { mean, low, high }: { mean: number; low: number | null; high: number | null },
): string {
  const isTold = low !== null && high !== null && (low > 0 || high < 0);
  if (!isTold) return 'cannot be told';
  return Math.sign(mean) === sign ? 'yes' : 'no, the opposite';
}

/** Cells by what they depart in from the base, in the order they were played. */
function conditionsOf(played: readonly PlayedCell[]): [string, PlayedCell[]][] {
  const known = new Map<string, PlayedCell[]>();
  const fewest = Math.min(...played.map(({ cell }) => cell.agents));
  // Only sizes in which the departures were played: else a row would be a mean over other markets.
  const all = new Set(played.map(({ cell }) => cell.agents));
  const comparable = [...all].filter(
    (agents) =>
      agents === fewest || played.some(({ cell }) => cell.agents === agents && nameOf(cell) !== nameOf(base)),
  );
  for (const one of played)
    if (comparable.includes(one.cell.agents))
      known.set(nameOf(one.cell), [...(known.get(nameOf(one.cell)) ?? []), one]);
  return [...known];
}

function runsAt(cells: readonly PlayedCell[], participation: number): Run[] {
  return cells.filter(({ cell }) => cell.participation === participation).flatMap(({ runs }) => runs);
}

function nameOf({
  endowments,
  policy,
  selection,
  pricing,
  information,
}: Omit<StudyCell, 'agents' | 'resources' | 'participation'>): string {
  return `${policy}, ${selection}, ${pricing}, ${information}, ${endowments === 'spread' ? 'spread' : 'all the dealer’s'}`;
}
