import { comparedFigures, type FigureId } from '#matches/mechanisms/compared-figures.js';
import type { MechanismRow } from '#matches/mechanisms/comparison.js';
import type { StudiedDay } from '#matches/study/mechanisms/mechanism-study.js';
import { markdownTable } from '#results/export/markdown-table.js';
import type { MeanEstimate } from '#results/statistics/mean-interval.js';

/** Of which figures, with how many digits. */
const told = {
  ...{ efficiencyPercent: 1, householdsPay: 2, dealer: 2, grid: 2, operator: 2, fees: 2 },
  ...{ selfSufficiencyPercent: 1, worseOff: 1, rounds: 1, statements: 0, kilobytes: 1 },
} as const satisfies Partial<Record<FigureId, number>>;
const onChain = {
  ...{ transactions: 0, megagas: 2, chainKilobytes: 1, chainSeconds: 0 },
} as const satisfies Partial<Record<FigureId, number>>;
const effects = {
  ...{ efficiencyPercent: 1, householdsPay: 2, dealer: 2, selfSufficiencyPercent: 1, rounds: 1 },
} as const satisfies Partial<Record<FigureId, number>>;

type Digits = Readonly<Partial<Record<FigureId, number>>>;

/** docs/mechanism-study.md */
export function mechanismPage(
  studied: readonly StudiedDay[],
  { scenario, blocks }: { readonly scenario: readonly string[]; readonly blocks: number },
): string {
  const shipped = scenario.map((name) => `--scenario ${name}`).join(' ');
  const reference = studied[0]!.comparison.reference;
  return `# Mechanisms on eight kinds of days

Made by \`npm run -s cli -- study mechanisms ${shipped} --blocks ${blocks} > docs/mechanism-study.md\` (or \`npm run published -- mechanisms\`): ${blocks} blocks of each day, truthful
agents, passive dealer. What is compared, and what a figure is: [mechanisms](mechanisms.md). Days that come along are played on the embedded chain, where a
mechanism has a contract; the six of \`matches/study/mechanisms/study-days.ts\` are in memory: both seasons, hours and quarter-hours, prices below zero at noon
(\`spring-hours\`, \`summer-quarters\`), and the days of 92 quarters and of 25 hours. That each figure is right is tested on six measured days of the same kinds,
by a program apart from this one (\`matches/test/independent_mechanisms.py\`).

Efficiency is of what there was to gain, over blocks in which there was something; money in EUR a block. **Effects** are differences from \`${reference}\` in the same block with their 95 % intervals over blocks,
bold where told apart (p of one family of tests a figure).

${studied.map(section).join('\n\n')}
`;
}

function section({ comparison: { scenario, rows }, minutes, periods, start }: StudiedDay): string {
  const hasChain = rows.some(({ figures }) => figures.megagas !== null);
  const digits: Digits = { ...told, ...(hasChain && onChain) };
  const notes = rows.filter(({ reason }) => reason !== null);
  return [
    `## ${scenario}`,
    `${periods} periods of ${minutes} minutes from ${start} on.`,
    tableOf(rows, digits, (row, id) => meanText(row.figures[id], digits[id]!)),
    'Effects:',
    tableOf(
      rows.filter(({ effects }) => Object.values(effects).some((effect) => effect !== null)),
      effects,
      ({ effects: of }, id) => {
        const effect = of[id];
        if (!effect) return '–';
        const text = intervalText(effect.estimate!, (effects as Digits)[id]!);
        return effect.verdict === 'apart' ? `**${text}**` : text;
      },
    ),
    ...notes.map(({ mechanism, reason }) => `\`${mechanism}\` does not apply: ${reason}.`),
  ].join('\n\n');
}

function tableOf(
  rows: readonly MechanismRow[],
  digits: Digits,
  cellOf: (row: MechanismRow, id: FigureId) => string,
): string {
  const ids = Object.keys(digits) as FigureId[];
  const headings = ids.map((id) => {
    const { label, unit } = comparedFigures[id];
    return ['1', 'EUR'].includes(unit) ? label : `${label}, ${unit}`;
  });
  return markdownTable(
    ['mechanism', ...headings],
    rows.map((row) => [`\`${row.mechanism}\``, ...ids.map((id) => cellOf(row, id))]),
  );
}

function meanText(estimate: MeanEstimate | null, digits: number): string {
  return estimate ? fixed(estimate.mean, digits) : '–';
}

function intervalText({ mean, low, high }: MeanEstimate, digits: number): string {
  if (low === null || high === null) return fixed(mean, digits);
  return `${fixed(mean, digits)} [${fixed(low, digits)}, ${fixed(high, digits)}]`;
}

/** Without the sign of a zero. */
function fixed(value: number, digits: number): string {
  return (Number(value.toFixed(digits)) + 0).toFixed(digits);
}
