import { ProcessorAllowance } from '../seats/allowance.js';
import { findPlugin } from './find-plugin.js';
import type { TrialMarket } from './trial-markets.js';
import { playTrial, type TrialMatch, type TrialSurroundings } from './trial-match.js';

/** What an agent's seats saved in each of its trials, and what references save in their places; text by trial. */
export async function referenceEarnings(
  matches: readonly TrialMatch[],
  markets: readonly TrialMarket[],
  references: readonly string[],
  surroundings: TrialSurroundings,
): Promise<string[]> {
  const allowance = new ProcessorAllowance(Infinity, 'references');
  const told = matches.map(({ saved }) => [`; saved ${saved!.toFixed(4)} a seat`]);
  for (const name of references) {
    const reference = await findPlugin(name, 'agent');
    for (const [i, market] of markets.entries()) {
      const { saved } = await playTrial(reference, 'agent', market, { ...surroundings, allowance });
      told[i]!.push(`${name} there ${saved!.toFixed(4)}`);
    }
  }
  return told.map((parts) => parts.join(', '));
}
