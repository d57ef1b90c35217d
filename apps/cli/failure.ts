import { CommanderError } from 'commander';

const FAILED = 1;
const BAD_INPUT = 2;

/** Codes of the errors that are the user's to mend; each carries a message that says how. */
const INPUT_CODES = new Set<unknown>(['bad-scenario', 'bad-league', 'plugin', 'bad-bundle', 'input']);

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
  return error instanceof Error && isInputError(error) ? BAD_INPUT : FAILED;
}

/** Of the disk below the server, which is nobody's input; the message says all there is. */
const STORAGE_CODE = 'storage';

/** One line for what the user can mend; everything that is our fault with its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `gridleague: ${String(error)}`;
  return `gridleague: ${isPlain(error) ? error.message : (error.stack ?? error.message)}`;
}

function isPlain(error: Error & { readonly code?: unknown }): boolean {
  return error.code === STORAGE_CODE || isInputError(error);
}

function isInputError(error: Error & { readonly code?: unknown }): boolean {
  return INPUT_CODES.has(error.code);
}
