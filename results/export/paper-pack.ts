import { createHash } from 'node:crypto';
import { gapCurves } from '../metrics/gap-curve.js';
import type { MatchResult } from '../metrics/match-result.js';
import { canonicalJson } from '#market/canonical-json.js';
import { commonMetrics, metricsOf, type Board, type Contestant } from '../standings/board.js';
import { boardTable, type CellTable } from '../standings/board-table.js';
import { contestantNames } from '../standings/contestant-names.js';
import type { DealerEffects } from '../standings/dealer-effects.js';
import { boardCaption, type DrawnDays } from './captions.js';
import { csvOf } from './csv.js';
import { effectLatex } from './effect-latex.js';
import { effectTable } from './effect-table.js';
import { convergenceFigure } from './figures/convergence-figure.js';
import { effectFigure } from './figures/effect-figure.js';
import { intervalFigure } from './figures/interval-figure.js';
import { paretoFigure } from './figures/pareto-figure.js';
import { boardLatex } from './latex-table.js';
import { matchTable, scoreTable } from './match-table.js';

/** What a pack is made of. */
export interface PackContent {
  readonly title: string;
  /** versions, seeds, submissions with their hashes, Merkle roots: copied into the manifest; must be plain JSON */
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly matches: readonly MatchResult[];
  /** what all plugins of the matches and of the design are called */
  readonly submissions: readonly Pick<Contestant, 'id' | 'name' | 'version'>[];
  readonly boards: readonly Board[];
  readonly dealerEffects: DealerEffects | null;
  readonly design: CellTable;
  /** by scenario; of those that draw days */
  readonly days: DrawnDays;
  /** files that belong to it as they are */
  readonly attached?: ReadonlyMap<string, string>;
}

/**
 * A run for a paper: tables as CSV, figures as SVG, a LaTeX table, everything as JSON, and a manifest
 * with the SHA-256 of every file. File name to content; writing is the caller's. The same run gives
 * the same bytes.
 */
export function paperPack(content: PackContent): ReadonlyMap<string, string> {
  const { title, provenance, matches, boards, dealerEffects, design, days, attached = [] } = content;
  const nameOf = contestantNames(content.submissions);
  const files = new Map<string, string>([
    ...attached,
    ['matches.csv', csvOf(matchTable(matches, nameOf))],
    ['scores.csv', csvOf(scoreTable(matches, nameOf))],
    ['design.csv', csvOf(design)],
    ['convergence-agents.svg', convergenceFigure(gapCurves(matches, ({ place }) => place.teams, nameOf))],
    ['convergence-dealers.svg', convergenceFigure(gapCurves(matches, ({ place }) => [place.dealer], nameOf))],
  ]);
  for (const board of boards.filter(({ rows }) => rows.length > 0)) {
    const name = `${board.kind}-board`;
    files.set(`${name}.json`, `${JSON.stringify(board, null, 2)}\n`);
    files.set(`${name}.csv`, csvOf(boardTable(board)));
    files.set(`${name}.tex`, boardLatex(board, boardCaption(board, title, days)));
    for (const metric of [...metricsOf(board), 'composite' as const])
      files.set(`${name}-${metric}.svg`, intervalFigure(board, metric));
    files.set(`${name}-pareto.svg`, paretoFigure(board, 'welfare', 'convergence'));
  }
  if (dealerEffects) {
    files.set('dealer-effects.json', `${JSON.stringify(dealerEffects, null, 2)}\n`);
    files.set('dealer-effects.csv', csvOf(effectTable(dealerEffects, nameOf)));
    files.set('dealer-effects.tex', effectLatex(dealerEffects, nameOf, title, days));
    for (const [i, metric] of commonMetrics.entries())
      files.set(
        `dealer-effects-${metric}.svg`,
        effectFigure(dealerEffects, dealerEffects.responses[i]!, nameOf),
      );
  }
  const hashes = Object.fromEntries([...files].map(([name, text]) => [name, sha256(text)]));
  return files.set('manifest.json', `${canonicalJson({ title, ...provenance, files: hashes })}\n`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
