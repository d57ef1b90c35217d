import { headingText, commonMetrics } from '../standings/board.js';
import type { DealerEffects, Effect } from '../standings/dealer-effects.js';
import { INTERVALS, daysWords, looksWords, type DrawnDays } from './captions.js';
import { latexText } from './latex-table.js';

/**
 * Main effects of dealer policies as a LaTeX table (booktabs): policy less reference with its 95 % interval, a star where
 * they are told apart. `nameOf`: how a policy is called.
 */
export function effectLatex(
  effects: DealerEffects,
  nameOf: (dealer: string) => string,
  title: string,
  days: DrawnDays,
): string {
  const responses = commonMetrics.map((metric, i) => ({ metric, heading: effects.responses[i]! }));
  const others = effects.dealers.filter((dealer) => dealer !== effects.reference);
  const cell = (dealer: string, { heading }: (typeof responses)[number]): string =>
    effectCell(effects.mainEffects.find((one) => one.dealer === dealer && one.response === heading.id)!);
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(effectCaption(effects, nameOf, title, days))}}`,
    `  \\begin{tabular}{l${'l'.repeat(responses.length)}}`,
    '    \\toprule',
    `    Policy & ${responses.map(({ heading }) => latexText(headingText(heading))).join(' & ')} \\\\`,
    '    \\midrule',
    ...others.map((dealer) => {
      const cells = responses.map((response) => cell(dealer, response));
      return `    ${[latexText(nameOf(dealer)), ...cells].join(' & ')} \\\\`;
    }),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** What a table of effects shows, and how it was computed. */
function effectCaption(
  { reference, blocks, mixes, scenarios, looks }: DealerEffects,
  nameOf: (dealer: string) => string,
  title: string,
  days: DrawnDays,
): string {
  return (
    `${title}: effects of dealer policies against ${nameOf(reference)}, over ${blocks} blocks, ${mixes.length} agent ` +
    `${mixes.length === 1 ? 'mix' : 'mixes'} and ${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'} ` +
    `(${scenarios.join(', ')})${daysWords(days)}; means over blocks with ${INTERVALS}, ` +
    '* told apart (sign-flip test, p adjusted step-down for all policies, at most 0.05)' +
    looksWords(looks)
  );
}

function effectCell({ effect, verdict }: Effect): string {
  if (!effect) return '--';
  const { mean, low, high } = effect;
  const interval = low === null || high === null ? '' : ` {\\small$[${low.toFixed(3)}, ${high.toFixed(3)}]$}`;
  return `$${mean.toFixed(3)}${verdict === 'apart' ? '^{*}' : ''}$${interval}`;
}
