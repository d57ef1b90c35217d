import {
  closings,
  crowd,
  PROMPT,
  variants,
  waiting,
  type ClosingName,
  type SeatOutcome,
  type StudyOutcome,
} from './closing-study.js';
import { markdownTable } from '#results/export/markdown-table.js';
import { meanInterval } from '#results/statistics/mean-interval.js';

type Value = (outcome: StudyOutcome) => number | null;

const names = Object.keys(closings) as ClosingName[];
const settlements = ['path', 'final'] as const;
/** Where the gain from waiting is looked for. */
const cases = [
  { others: 'crowd', rule: 'path', seatOf: ({ alone }) => alone },
  { others: 'crowd', rule: 'final', seatOf: ({ alone }) => alone },
  { others: '`truthful`', rule: 'final', seatOf: ({ amongTruthful }) => amongTruthful },
] as const satisfies {
  others: string;
  rule: (typeof settlements)[number];
  seatOf: (outcome: StudyOutcome) => SeatOutcome | null;
}[];

/** docs/closing-study.md */
export function closingPage(scenario: string, outcomes: readonly StudyOutcome[]): string {
  const blocks = Math.max(...outcomes.map(({ block }) => block));
  const strategies = [...new Set(outcomes.map(({ strategy }) => strategy))];
  const matches = outcomes.flatMap(({ alone, amongTruthful, everywhere }) => [alone, amongTruthful, everywhere]).filter((match) => match !== null).length; // prettier-ignore
  return `# Closing rules: does waiting win?

Made by \`npm run -s cli -- study closing --scenario ${scenario} --blocks ${blocks} > docs/closing-study.md\`: ${matches} matches on \`${scenario}\`, ${blocks} blocks, passive dealer, ledger in
memory. Rules in the [market rules](market-rules.md#closing-rules); here

${names.map((name) => `- \`${name}\`: ${inWords(name)}`).join('\n')}

In each block a strategy sits in one seat, with others of ${crowd.map((name) => `\`${name}\``).join(', ')} in the rest, and, if it comes along, in all seats; those that wait
also sit among \`truthful\` alone. Seat, others and market are the same for all strategies and rules. Each match was settled at its final prices; \`path\` is what the same trades cost at
the prices of their rounds.

## What one seat saves

Saving of its household, in equal shares of what there was to gain (1: as much as everybody on average at the optimum).

${ofStrategies(settlements.flatMap((rule) => names.map((name) => ({ title: `${rule}, ${name}`, name, value: ({ alone }) => alone.saving[rule] }))))}

## The gain from waiting

Difference to \`${PROMPT}\` in the same seat, with its 95 % interval over blocks, bold where that leaves out zero. \`sniper\` bids what \`${PROMPT}\` bids, but late; \`boulware\` shows the
same bundles from the start, hides what they are worth, and gives way until the first round that may be the last; \`early-boulware\` gives way within
${variants['early-boulware']} rounds, \`late-boulware\` within ${variants['late-boulware']}, whatever the rule.

${waitingTable(outcomes)}

## What it costs everybody

Efficiency with the strategy in one seat, and in all seats, in percent; rounds that were played.

${ofStrategies([
  ...names.map((name) => ({
    title: `one, ${name}`,
    name,
    value: ({ alone }: StudyOutcome) => 100 * alone.efficiency,
    digits: 1,
  })),
  ...names.map((name) => ({
    title: `all, ${name}`,
    name,
    value: ({ everywhere }: StudyOutcome) => everywhere && 100 * everywhere.efficiency,
    digits: 1,
  })),
  ...names.map((name) => ({
    title: `rounds, ${name}`,
    name,
    value: ({ alone }: StudyOutcome) => alone.rounds,
    digits: 1,
  })),
])}
`;

  function ofStrategies(
    columns: readonly {
      readonly title: string;
      readonly name: ClosingName;
      readonly value: Value;
      readonly digits?: number;
    }[],
  ): string {
    const rows = strategies.map((strategy) => [
      `\`${strategy}\``,
      ...columns.map(({ name, value, digits = 2 }) => {
        const values = outcomes
          .filter((one) => one.strategy === strategy && one.closing === name)
          .map(value)
          .filter((one) => one !== null);
        return values.length === 0
          ? '-'
          : (values.reduce((sum, one) => sum + one, 0) / values.length).toFixed(digits);
      }),
    ]);
    return markdownTable(['strategy', ...columns.map(({ title }) => title)], rows);
  }
}

function inWords(name: ClosingName): string {
  const { roundCap, closing } = closings[name];
  switch (closing.kind) {
    case 'fixed':
      return `after round ${roundCap}`;
    case 'random':
      return `after each round from ${closing.from} on with probability ${closing.hazard}, after round ${roundCap} at the latest`;
    case 'soft':
      return `after round ${closing.from} or, while there are trades, ${closing.extend} rounds after the last, after round ${roundCap} at the latest`;
  }
}

function waitingTable(outcomes: readonly StudyOutcome[]): string {
  const rows = waiting.flatMap((strategy) =>
    cases.map(({ others, rule, seatOf }) => [
      ...[`\`${strategy}\``, others, rule],
      ...names.map((closing) => {
        const savings = (who: string): Map<number, number> =>
          new Map(
            outcomes
              .filter((one) => one.strategy === who && one.closing === closing)
              .map((one) => [one.block, seatOf(one)!.saving[rule]]),
          );
        const prompt = savings(PROMPT);
        const differences = [...savings(strategy)].map(([block, saving]) => saving - prompt.get(block)!);
        return estimate(differences, `${strategy}/${others}/${rule}/${closing}`);
      }),
    ]),
  );
  return markdownTable(['strategy', 'among', 'settlement', ...names], rows);
}

function estimate(differences: readonly number[], seed: string): string {
  const { mean, low, high } = meanInterval(differences, { seed })!;
  const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
  if (low === null || high === null) return signed(mean);
  const text = `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
  return low > 0 || high < 0 ? `**${text}**` : text;
}
