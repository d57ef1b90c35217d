import type { MatchReport } from '#market/match/report/report.js';

/** Where a value stands in a line of a bundle. */
export type Path = readonly (string | number)[];

/** A change of what a bundle says. */
export type Edit =
  | { readonly kind: 'value'; readonly line: number; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'remove'; readonly line: number; readonly path: Path }
  | { readonly kind: 'drop'; readonly line: number }
  | { readonly kind: 'repeat'; readonly line: number; readonly at: number }
  | { readonly kind: 'swap'; readonly a: number; readonly b: number }
  /** a text, wherever it stands */
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** money moved from the dealer to a seat in every figure that shows it */
  | { readonly kind: 'gas'; readonly line: number; readonly seat: number; readonly wei: string }
  /** the reports of all matches, or of one, as builds before accounts wrote them; absent engine: by the build that played */
  | { readonly kind: 'older'; readonly line?: number; readonly engine?: MatchReport['engine'] }
  /** a failure that lets the clock strike */
  | { readonly kind: 'strike'; readonly line: number; readonly seat: number; readonly round: number };

/** A change of the bytes of a bundle; `at` is a share of their number. */
export type ByteEdit =
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'append'; readonly hex: string }
  /** one more member with the text of a line */
  | { readonly kind: 'member'; readonly line: number }
  /** text put in before it is zipped */
  | { readonly kind: 'insert'; readonly at: number; readonly text: string; readonly times: number }
  | { readonly kind: 'encode'; readonly as: 'utf16le' | 'latin1' | 'bom' }
  | { readonly kind: 'level'; readonly level: number };

/** `frozen`: one that carries its scenario and was looked at twice, as bundles are written now; the others as they were before */
export const runNames = ['mixed', 'dealers', 'priced', 'slow', 'languages', 'closed', 'frozen'] as const;

/** An attack on a bundle. */
export interface BundleCase {
  readonly run: (typeof runNames)[number];
  /** sources of plugins that do not come with GridLeague are left out */
  readonly withheld: boolean;
  readonly edits: readonly Edit[];
  /** the forger computes every hash and root that the format has anew, and the plan from the league */
  readonly rehash: boolean;
  /** the forger plays the run anew as the edited head says; edits of matches are lost */
  readonly replays?: boolean;
  readonly bytes: readonly ByteEdit[];
}
