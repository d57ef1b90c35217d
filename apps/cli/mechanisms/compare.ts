import { writeFile } from 'node:fs/promises';
import { InputError } from '#matches/input-error.js';
import { compareMechanisms } from '#matches/mechanisms/compare-mechanisms.js';
import { ledgerChoice } from '#matches/ledger/ledger-choice.js';
import { mechanismComparison } from '#matches/mechanisms/comparison.js';
import { comparisonFigure } from '#matches/mechanisms/comparison-figure.js';
import { comparisonTable } from '#matches/mechanisms/comparison-table.js';
import { csvOf } from '#results/export/csv.js';
import { print, printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { comparisonLines } from './comparison-lines.js';

export interface MechanismsOptions {
  readonly seeds: number;
  readonly agent?: readonly string[];
  readonly dealer: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly svg?: string;
  readonly chain: string;
}

/** `gridleague compare-mechanisms` */
export async function comparePlayed(scenario: string, options: MechanismsOptions): Promise<void> {
  const { seeds, agent = ['truthful'], dealer, json, csv, svg, chain } = options;
  if (json && csv) throw new InputError('--json and --csv both want the output: choose one');
  const progress = new Progress(process.stderr);
  try {
    const blocks = await compareMechanisms({
      ...{ scenario, dealer, agents: agent, execution: 'sandbox' },
      chain: ledgerChoice(chain),
      seeds: Array.from({ length: seeds }, (_, n) => String(n + 1)),
      onSeed: (done) => progress.step(done / seeds, `${done} of ${seeds} blocks`),
    });
    progress.done();
    const compared = mechanismComparison(scenario, blocks);
    if (svg !== undefined) await writeFigure(svg, comparisonFigure(compared));
    if (json) printJson(compared);
    else if (csv) printText(csvOf(comparisonTable(compared)));
    else print(...comparisonLines(compared));
  } finally {
    progress.done();
  }
}

async function writeFigure(file: string, figure: string): Promise<void> {
  try {
    await writeFile(file, figure);
  } catch (error) {
    throw new InputError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
