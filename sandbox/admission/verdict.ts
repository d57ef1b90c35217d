import type { PluginKind } from '../guest/interface.js';

/** One check of a plugin; `message` is for its author, with lines of the author's file. */
export interface Check {
  readonly name: CheckName;
  readonly passed: boolean;
  readonly message: string;
}

/** In the order in which they run; a failed one is the last. */
export type CheckName = 'file' | 'compile' | 'load' | 'probes' | 'matches' | 'determinism' | 'leagues';

/** What admission found out about a plugin file. */
export interface AdmissionVerdict {
  readonly passed: boolean;
  readonly checks: readonly Check[];
  readonly file: string;
  /** known once the plugin could be loaded */
  readonly kind: PluginKind | null;
  readonly name: string | null;
  readonly description: string | null;
  /** sha256 of the source */
  readonly sha256: string;
  /** sha256 of the bundle that runs; known once it compiles */
  readonly bundleSha256: string | null;
  /** determinism certificate: what every replay of the trial matches must hash to */
  readonly traceHash: string | null;
}
