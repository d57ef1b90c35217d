import { headingText } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { textTable, type TextColumn } from '../terminal/table.js';

/** Main effects against the reference with 95 % intervals and adjusted p-values. */
export function effectLines(
  { mainEffects, reference, responses }: DealerEffects,
  nameOf: (dealer: string) => string,
): string[] {
  const columns: TextColumn[] = [
    { title: `against ${nameOf(reference)}`, align: 'left' },
    { title: 'response', align: 'left' },
    { title: 'effect', align: 'right' },
    { title: 'p', align: 'right' },
    { title: 'verdict', align: 'left' },
  ];
  const labels = new Map(responses.map((heading) => [heading.id, headingText(heading)]));
  const rows = mainEffects
    .filter(({ effect }) => effect !== null)
    .map((effect) => [
      nameOf(effect.dealer),
      labels.get(effect.response) ?? effect.response,
      estimateText(effect.effect),
      effect.p === null ? '-' : effect.p.toFixed(3),
      effect.verdict,
    ]);
  return textTable(columns, rows);
}
