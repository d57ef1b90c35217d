import { ProblemError } from '../../problem/problem.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedBoards } from '../stored-boards.js';
import type { OfRun } from '../thread-database.js';

/** The dealer comparison of a run as JSON. */
export default async function dealerEffects({ run }: OfRun): Promise<SentText> {
  const { effects } = await storedBoards(run);
  if (!effects)
    throw new ProblemError(
      404,
      'no-results',
      'nothing compares dealers in this run: it had one, or they took turns with the blocks',
    );
  return sentText(JSON.stringify(effects));
}
