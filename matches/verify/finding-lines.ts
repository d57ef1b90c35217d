import type { AnchorFinding } from './anchored-root.js';
import { isRefuted, tallyOf, unverifiedShare, type Findings, type MatchFinding } from './findings.js';

/** Matches that are named one by one. */
const MOST_NAMED = 20;

/** Findings as lines for a terminal; the first says how much of the run was replayed. */
export function findingLines(findings: Findings, allowed: number): string[] {
  const { verdicts, contradictions, given, sealed, notes, anchor, lookAnchors } = findings;
  const lines = verdictLines(verdicts);
  return [
    headline(findings),
    ...lines.slice(0, MOST_NAMED),
    ...(lines.length > MOST_NAMED ? [`and ${lines.length - MOST_NAMED} more`] : []),
    ...contradictions.slice(0, MOST_NAMED).map((contradiction) => `DIFFERENT: ${contradiction}`),
    ...(sealed ? ['UNVERIFIED: the seed was sealed, so every draw is: give its secret with --seed'] : []),
    anchorLine(anchor),
    ...lookAnchors.map((one, i) => `look ${i + 2}: ${anchorLine(one)}`),
    ...notes,
    ...given.map((fact) => `as the file gives it, derived by nothing: ${fact}`),
    conclusion(findings, allowed),
  ];
}

/** How much of the run was really replayed. */
export function headline(findings: Findings): string {
  const tally = tallyOf(findings);
  const { length } = findings.verdicts;
  if (length === 0) return 'nothing was replayed: the run is not one that its league gives';
  const replayed = tally.identical + tally['gas-unverified'];
  const others: [number, string][] = [
    [tally['gas-unverified'], 'of them but for gas paid on a foreign chain (unverified)'],
    [tally['timing-dependent'], 'timing-dependent (figures consistent, not replayed)'],
    [tally['no-source'], 'without source (figures consistent, not replayed)'],
    [tally.outside, 'with remote agents (figures consistent, nobody can replay them)'],
    [tally.missing, 'without result'],
    [tally.different, 'DIFFERENT'],
    [tally.unplayable, 'could not be replayed here'],
  ];
  return [
    `${replayed} of ${length} matches replayed identically`,
    ...others.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`),
  ].join(', ');
}

/** What could not be replayed for one reason, such as a package that is not there, is said once. */
function verdictLines(verdicts: readonly MatchFinding[]): string[] {
  const sameReason = Map.groupBy(verdicts, (verdict) =>
    verdict.kind === 'unplayable' ? verdict.reason : verdict.match,
  );
  return [...sameReason.values()].flatMap((group) => {
    const [first, ...others] = group.flatMap(verdictLine);
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [`${group.length} matches, the first is ${first}`];
  });
}

function verdictLine(verdict: MatchFinding): string[] {
  const { match } = verdict;
  switch (verdict.kind) {
    case 'identical':
    case 'gas-unverified':
      return [];
    case 'different':
      return [`${match}: DIFFERENT: ${verdict.field} is not what follows from the match`];
    case 'unplayable':
      return [`${match}: could not be replayed here: ${verdict.reason}`];
    case 'timing-dependent':
      return [`${match}: unverified: the clock struck in it; the replay differs at ${verdict.field}`];
    case 'no-source':
      return [`${match}: unverified: a source is withheld`];
    case 'outside':
      return [
        `${match}: unverifiable: a remote agent, or another program outside of the sandbox, played in it`,
      ];
    case 'missing':
      return [`${match}: MISSING: it is planned and has no result`];
  }
}

function anchorLine(anchor: AnchorFinding): string {
  switch (anchor.kind) {
    case 'none':
      return 'NOTHING WAS ANCHORED: no root on a chain vouches for these results';
    case 'differs':
      return `DIFFERENT: the results do not have the anchored root: ${anchor.reason}`;
    case 'not-looked-up':
      return (
        `the results have the root ${anchor.root} that the file gives as anchored (${anchor.network}); ` +
        'the chain was not asked: --chain <url> --registry <address> does'
      );
    case 'found':
      return (
        `the chain has these results: root ${anchor.root} in the registry ${anchor.registry}` +
        (anchor.named === 'file' ? ', an address that only the file gives' : '')
      );
  }
}

function conclusion(findings: Findings, allowed: number): string {
  const share = `${(100 * unverifiedShare(findings)).toFixed(1)} %`;
  if (isRefuted(findings, allowed)) {
    const tally = tallyOf(findings);
    return tally.identical + tally['gas-unverified'] === 0
      ? 'NOT VERIFIED: no match was replayed with the recorded result'
      : `NOT VERIFIED: see above; unverified are ${share} of the matches, allowed ${100 * allowed} %`;
  }
  return unverifiedShare(findings) === 0
    ? 'verified'
    : `verified but for ${share} of the matches, which is allowed`;
}
