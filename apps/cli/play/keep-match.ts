import { rm } from 'node:fs/promises';
import { InputError } from '#matches/input-error.js';
import { MatchLogs } from '#matches/ledger/match-logs.js';
import { writeMatchFile, type MatchFile } from '#matches/play/match-file.js';
import { complain } from '../terminal/output.js';

/** Keeps what a match was made from where `explain` finds it, and where `record` says; null: it cannot be played again. Throws `InputError`. */
export async function keepMatch(
  match: MatchFile | null,
  { id, dataFolder, record }: { readonly id: string; readonly dataFolder: string; readonly record?: string },
): Promise<void> {
  const usual = new MatchLogs(dataFolder).recordOf(id);
  if (!match) {
    // One of this id that was played before would be taken for it.
    await rm(usual, { force: true });
    if (record !== undefined)
      throw new InputError('--record: a match with a strategy in Python cannot be played again from a file');
    return;
  }
  if (record !== undefined) await writeMatchFile(record, match);
  // Nobody asked for it: a folder that cannot be written is no reason to fail.
  await writeMatchFile(usual, match).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    complain(`gridleague: not kept for \`explain\`: ${error.message}`);
  });
}
