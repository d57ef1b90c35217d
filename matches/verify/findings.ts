import type { AnchorFinding } from './anchored-root.js';

/** What was found of one planned match. */
export type MatchFinding = { readonly match: string } &
  /** played again here, with the same record */
  (
    | { readonly kind: 'identical' }
    /** the same, but what it paid for gas on a foreign chain is the bundle's word, and all figures less that gas */
    | { readonly kind: 'gas-unverified' }
    /** the clock struck in it: from there it may go on differently; its figures are consistent */
    | { readonly kind: 'timing-dependent'; readonly field: string }
    /** a source is not there; its figures are consistent */
    | { readonly kind: 'no-source' }
    /** a program outside of the sandbox played in it: nobody can replay it; its figures are consistent */
    | { readonly kind: 'outside' }
    /** no result is there */
    | { readonly kind: 'missing' }
    /** `field` is not what the replay, or the scenario, gives */
    | { readonly kind: 'different'; readonly field: string }
    /** the platform could not play it here */
    | { readonly kind: 'unplayable'; readonly reason: string }
  );

/** All that a verification found. */
export interface Findings {
  readonly run: string;
  /** one for each match that was asked for, in the order of the plan */
  readonly verdicts: readonly MatchFinding[];
  /** of plan, plugins, tables and files with what follows from league, seed and matches */
  readonly contradictions: readonly string[];
  /** what the bundle says and nothing derives */
  readonly given: readonly string[];
  /** the seed was sealed and not given: no draw is verified */
  readonly sealed: boolean;
  /** facts to know that speak against nothing */
  readonly notes: readonly string[];
  /** of its first look */
  readonly anchor: AnchorFinding;
  /** of its second look and those after it */
  readonly lookAnchors: readonly AnchorFinding[];
}

/** Matches by what was found of them. */
export function tallyOf({ verdicts }: Findings): Readonly<Record<MatchFinding['kind'], number>> {
  const tally = {
    ...{ identical: 0, 'gas-unverified': 0, 'timing-dependent': 0, 'no-source': 0 },
    ...{ outside: 0, missing: 0, different: 0, unplayable: 0 },
  };
  for (const { kind } of verdicts) tally[kind]++;
  return tally;
}

/** Part of the matches, 0 to 1, whose figures nothing verifies. */
export function unverifiedShare(findings: Findings): number {
  const { verdicts, sealed } = findings;
  const tally = tallyOf(findings);
  if (sealed || verdicts.length === 0) return 1;
  const open = ['gas-unverified', 'timing-dependent', 'no-source', 'outside', 'missing'] as const;
  return open.reduce((sum, kind) => sum + tally[kind], 0) / verdicts.length;
}

/** Whether something speaks against the results, nothing was replayed, or more than `allowed` (0..1) is unverified. */
export function isRefuted(findings: Findings, allowed: number): boolean {
  const tally = tallyOf(findings);
  return (
    findings.contradictions.length > 0 ||
    [findings.anchor, ...findings.lookAnchors].some(({ kind }) => kind === 'differs') ||
    tally.different + tally.unplayable > 0 ||
    tally.identical + tally['gas-unverified'] === 0 ||
    unverifiedShare(findings) > allowed
  );
}
