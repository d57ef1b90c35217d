import type { Line } from './json-lines.js';

/** Ways in which a program outside can be gone. */
export type PartnerLoss = 'process-lost' | 'disconnected';

/** What came of waiting for a line. */
export type Received =
  | Line
  | { readonly status: 'late' }
  | { readonly status: 'ended'; readonly kind: PartnerLoss; readonly reason: string };

/**
 * A program outside that plays seats of a match, spoken with in JSON: a child process here, or one that has come over the network. Nothing
 * it does, or fails to do, makes a method here throw or wait for ever.
 */
export interface Partner {
  send(message: object): void;
  /** the next line within so many milliseconds */
  receive(milliseconds: number): Promise<Received>;
  /** Lets it go by itself; when this is done it is gone. */
  close(): Promise<void>;
  /** Nothing more is expected of it. */
  kill(): Promise<void>;
}
