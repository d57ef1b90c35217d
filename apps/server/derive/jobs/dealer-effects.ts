import { ProblemError } from '../../problem/problem.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedBoards } from '../stored-boards.js';

export interface DealerEffectsRequest {
  readonly databaseFile: string;
  readonly run: string;
}

/** The dealer comparison of a run as JSON. */
export default async function dealerEffects({ databaseFile, run }: DealerEffectsRequest): Promise<SentText> {
  const { effects } = await storedBoards(databaseFile, run);
  if (!effects) throw new ProblemError(404, 'no-results', 'the run had one dealer only');
  return sentText(JSON.stringify(effects));
}
