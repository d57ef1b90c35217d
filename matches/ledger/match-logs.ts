import { createHash } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MatchNames } from '#contracts/client/describe-match.js';
import { MatchLog } from '#contracts/client/match-log.js';
import type { MatchTransaction } from '#contracts/client/transaction-tally.js';
import { messageOf } from '#market/errors.js';
import { InputError } from '../input-error.js';

/** Longest id that is a file's name as it is; a seed may be any text. */
const LONGEST_NAME = 200;
const ENDING = '.log';

/** The transactions of matches that `play` kept, in the data folder: a file for each id, replaced by the next play. */
export class MatchLogs {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'matches');
  }

  fileOf(id: string): string {
    return join(this.folder, `${fileName(id)}${ENDING}`);
  }

  /** Where `play` keeps what the match was, so that it can be explained. */
  recordOf(id: string): string {
    return join(this.folder, `${fileName(id)}.match.json`);
  }

  /** Ids, sorted. */
  async known(): Promise<string[]> {
    const files = await readdir(this.folder).catch(() => []);
    return files
      .filter((file) => file.endsWith(ENDING))
      .map((file) => idOf(file.slice(0, -ENDING.length)))
      .sort();
  }
}

/**
 * Writes the transactions of one play to `file`, complete or not at all as others see it. What a match that
 * fails did until then is kept too. Throws `InputError` if the file cannot be written.
 */
export async function logged<T>(
  file: string,
  names: MatchNames,
  play: (onTransaction: (transaction: MatchTransaction) => void) => Promise<T>,
): Promise<T> {
  const draft = `${file}.${process.pid}`;
  const log = await MatchLog.create(draft, names).catch(unwritable(file));
  try {
    return await play((transaction) => log.add(transaction));
  } finally {
    await log
      .close()
      .then(() => rename(draft, file))
      .catch((error: unknown) => rm(draft, { force: true }).then(() => unwritable(file)(error)));
  }
}

function unwritable(file: string): (error: unknown) => never {
  return (error) => {
    const reason = messageOf(error);
    throw new InputError(
      `${resolve(file)} cannot be written (set GRIDLEAGUE_DATA to another folder): ${reason}`,
    );
  };
}

/** `demo-community/7` as `demo-community@7`; no two ids have the same name. */
function fileName(id: string): string {
  const name = encodeURIComponent(id).replaceAll('%2F', '@');
  return name.length <= LONGEST_NAME ? name : createHash('sha256').update(id).digest('hex');
}

function idOf(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('@', '%2F'));
  } catch {
    return name;
  }
}
