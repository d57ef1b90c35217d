import { CommanderError } from 'commander';
import { GridLeagueError, type ErrorKind } from '#market/errors.js';

const FAILED = 1;
const BAD_INPUT = 2;

const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  ...{ input: BAD_INPUT, undoable: BAD_INPUT },
  ...{ busy: FAILED, storage: FAILED, chain: FAILED, fault: FAILED },
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
  return error instanceof GridLeagueError ? EXIT_CODES[error.kind] : FAILED;
}

/** One line for what somebody can mend, who reads in it how; everything that is our fault with its stack. */
export function explain(error: unknown): string {
  const text = `gridleague: ${wordsOf(error)}`;
  return text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;
}

/** Of an error, characters: what others sent may stand in it. */
const MOST_WORDS = 20_000;

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isPlain = error instanceof GridLeagueError && error.kind !== 'fault';
  return isPlain ? error.message : (error.stack ?? error.message);
}
