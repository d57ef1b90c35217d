/** Who can mend an error: it decides the status of an answer and how a command ends. */
export type ErrorKind =
  /** whoever gave the input; the message says what is wrong with it */
  | 'input'
  /** whoever asks, with another request or later: understood, but it cannot be done as things stand */
  | 'undoable'
  /** time: too much is asked for at once */
  | 'busy'
  /** the operator: it is the disk */
  | 'storage'
  /** whoever runs the chain: it is gone, refuses, or does not answer as a chain does */
  | 'chain'
  /** we: a promise of ours is broken, or what was meant for a caller inside has found none */
  | 'fault';

/** Every error of ours. */
export abstract class GridLeagueError extends Error {
  abstract readonly kind: ErrorKind;
  /** stable; of an error that callers are told, the name of their problem */
  abstract readonly code: string;
  override readonly name: string = this.constructor.name;
}

/** Files of GridLeague are missing: it was not built, or not installed to the end. */
export class IncompleteInstallationError extends GridLeagueError {
  readonly kind = 'storage';
  readonly code = 'incomplete-installation';
}

/** What is told of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** A promise of the market broken from inside: never an outcome of a match, always our fault. */
export class MarketError extends GridLeagueError {
  readonly kind = 'fault';
  constructor(
    readonly code:
      'infeasible-agent' | 'unbounded-market' | 'solver-failed' | 'conservation-broken' | 'bad-instance',
    message: string,
  ) {
    super(message);
  }
}
