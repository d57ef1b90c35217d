import type { BothSettlements } from '#matches/study/settlement-study.js';
import { markdownTable } from '#results/export/markdown-table.js';
import { headingText, type Board } from '#results/standings/board.js';
import { shareId } from '#results/standings/shown-shares.js';
import type { DealerEffects, Effect } from '#results/standings/dealer-effects.js';
import { settlementRows } from '../league/settlement-lines.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { formatFixed } from '../terminal/numbers.js';

/** What came of the policies on one scenario, under each rule. */
export type SettledScenario = { readonly scenario: string } & Readonly<
  Record<keyof BothSettlements, { readonly dealers: Board; readonly effects: DealerEffects | null }>
>;

/** In which policies are compared: who gets the gain, and how soon the market is right. */
const responses = ['cost', 'dealerShare', 'convergence', 'rounds'];

/** docs/settlement-study.md */
export function settlementPage(
  played: readonly SettledScenario[],
  { blocks, rounds }: { readonly blocks: number; readonly rounds: number },
): string {
  const scenarios = played.map(({ scenario }) => scenario);
  const matches = played.map(({ path }) => path.dealers.matches.scored);
  return `# Dealer policies under both settlement rules

Whoever compares dealer policies should say under which [settlement](market-rules.md#settlement-at-the-final-prices) they were played, and better show both: \`compare-dealers --settlement both\` does, with
policies and agents of one's own, and writes a folder for each rule, which \`verify\` takes. On a server these are two leagues that differ in \`id\` and \`settlement\`; what a block draws depends on the id as
well, so there means are compared, not blocks.

Made by \`npm run -s cli -- study settlement --scenarios ${scenarios.join(',')} --blocks ${blocks} --rounds ${rounds} > docs/settlement-study.md\`: ${matches.join(' and ')} matches under each rule, ledger in
memory. Every policy that comes along serves the same ${blocks} blocks with seats that are all \`truthful\`, all \`shaded\`, and both in turn.

${played.map(section).join('\n\n')}

## What the rule changes

${markdownTable(
  ['', ...scenarios],
  changes.map(({ what, of }) => [what, ...played.map(of)]),
)}

- **Along the path a policy can give its money away, or take it; at the final prices hardly.** What is left there is where limits of shaded seats bind: they keep what they bought below its price.
- **How soon a market is right depends on the policy alike under both rules**, since the trades are the same. That is what ranks at the final prices rest on.
- So a study of **who earns what** by a policy (inventory risk, market power, gifts) belongs under \`path\`; one of **how well** a policy leads a market to rest under \`final\`.
`;
}

function section(both: SettledScenario): string {
  const { scenario } = both;
  const { columns, rows } = settlementRows(both);
  return `## ${scenario}

Shares in percent of the gain, means over blocks and mixes; \`cost\` is what households got at nobody's expense, the rank that of the score, 95 % sure.

${markdownTable(
  columns,
  rows.map(([policy, ...cells]) => [`\`${policy}\``, ...cells]),
)}

Policy less \`passive\`, with 95 % intervals over blocks; p is adjusted for all policies; bold: told apart.

${effectTable(both)}`;
}

function effectTable({ path, final }: SettledScenario): string {
  const rows = responses.flatMap((response) =>
    effectsOn(path, response).map((effect) => {
      const other = effectsOn(final, response).find(({ dealer }) => dealer === effect.dealer);
      const heading = path.effects!.responses.find(({ id }) => id === response)!;
      return [
        `\`${nameOf(path.dealers, effect.dealer)}\``,
        headingText(heading),
        ...cellsOf(effect),
        ...cellsOf(other),
      ];
    }),
  );
  return markdownTable(['policy', 'in', 'path', 'p', 'final', 'p'], rows);
}

function cellsOf(effect: Effect | undefined): string[] {
  if (!effect?.effect) return ['-', '-'];
  const text = effect.verdict === 'equal' ? 'equal' : estimateText(effect.effect);
  return [
    effect.verdict === 'apart' ? `**${text}**` : text,
    effect.p === null ? '-' : formatFixed(effect.p, 3),
  ];
}

/** What a reader of the tables wants to see at once, of one scenario. */
const changes: readonly { readonly what: string; readonly of: (one: SettledScenario) => string }[] = [
  { what: 'blocks of a policy in which welfare or the gap integral differ between the rules', of: differing },
  {
    what: "dealer's share from the least to the most giving policy, path, %",
    of: ({ path }) => rangeOf(shares(path.dealers, 'dealer')),
  },
  { what: 'the same, final', of: ({ final }) => rangeOf(shares(final.dealers, 'dealer')) },
  {
    what: "grid's share at most, path, %",
    of: ({ path }) => percent(Math.max(...shares(path.dealers, 'grid'))),
  },
  { what: 'the same, final', of: ({ final }) => percent(Math.max(...shares(final.dealers, 'grid'))) },
  { what: 'policies told apart from passive in cost, path', of: ({ path }) => toldApart(path, 'cost') },
  { what: 'the same, final', of: ({ final }) => toldApart(final, 'cost') },
  {
    what: 'policies told apart from passive in the gap integral, path',
    of: ({ path }) => toldApart(path, 'convergence'),
  },
  { what: 'the same, final', of: ({ final }) => toldApart(final, 'convergence') },
];

/** The trades are the same, so nothing but money may differ. */
function differing({ path, final }: SettledScenario): string {
  const pairs = path.dealers.rows.flatMap((row) => {
    const other = final.dealers.rows.find(({ id }) => id === row.id)!;
    return row.blockScores.welfare.map((welfare, block) => {
      const [one, two] = [row, other].map(({ blockScores }) => blockScores.convergence[block]);
      return one === two && welfare === other.blockScores.welfare[block];
    });
  });
  return `${pairs.filter((same) => !same).length} of ${pairs.length}`;
}

function effectsOn({ effects }: SettledScenario['path'], response: string): readonly Effect[] {
  return (effects?.mainEffects ?? []).filter((effect) => effect.response === response);
}

function toldApart(played: SettledScenario['path'], response: string): string {
  const all = effectsOn(played, response);
  return `${all.filter(({ verdict }) => verdict === 'apart').length} of ${all.length}`;
}

function shares({ rows }: Board, part: 'dealer' | 'grid'): number[] {
  return rows.map(({ shown }) => shown[shareId(part)]?.mean ?? 0);
}

function rangeOf(values: readonly number[]): string {
  return `${percent(Math.max(...values))} to ${percent(Math.min(...values))}`;
}

function percent(value: number): string {
  return formatFixed(100 * value, 1);
}

function nameOf({ rows }: Board, id: string): string {
  return rows.find((row) => row.id === id)?.name ?? id;
}
