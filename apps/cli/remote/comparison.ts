/** How a replay compares with what was stored. */
export interface Comparison {
  readonly match: string;
  readonly identical: boolean;
  /** the first field of report and rounds that differs; null: none, or it could not be played */
  readonly difference: string | null;
  /** of the replay; null: it could not be played */
  readonly resultHash: string | null;
  /** the clock struck in the match: a replay may differ without anybody being at fault */
  readonly timingDependent: boolean;
  /** it differs, and the clock that struck in it may be why */
  readonly excused: boolean;
}

/** All that a verification found. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  /** matches that cannot be replayed here: a source in them is not for everybody */
  readonly withheld: readonly string[];
  /** planned matches without a result */
  readonly missing: readonly string[];
  /** of plan, plugins and files with each other */
  readonly contradictions: readonly string[];
  /** facts to know that speak against nothing */
  readonly notes: readonly string[];
  /** whether the results are those whose Merkle root was anchored; null: none was; absent: not asked here */
  readonly anchored?: {
    readonly root: string;
    readonly network: string;
    readonly transaction: string | null;
    readonly holds: boolean;
  } | null;
}

/** Whether something speaks against the stored results, or nothing could be held against them. */
export function isRefuted({ comparisons, missing, contradictions, anchored }: Findings): boolean {
  return (
    contradictions.length > 0 ||
    anchored?.holds === false ||
    comparisons.some(({ identical, excused }) => !identical && !excused) ||
    !comparisons.some(({ identical }) => identical) ||
    // The root tells whether results were left out.
    (anchored === null && missing.length > 0)
  );
}

/** Findings as lines for a terminal. */
export function findingLines(findings: Findings): string[] {
  const { comparisons, withheld, missing, contradictions, notes, anchored } = findings;
  const identical = comparisons.filter((comparison) => comparison.identical).length;
  const total = comparisons.length + withheld.length;
  return [
    ...comparisons.filter((comparison) => !comparison.identical).map(differenceLine),
    ...contradictions.map((contradiction) => `DIFFERENT: ${contradiction}`),
    ...(comparisons.length > 0 ? [`${identical} of ${comparisons.length} replayed matches identical`] : []),
    ...(identical === 0 ? ['NOTHING WAS VERIFIED: no match was replayed with the recorded result'] : []),
    ...(withheld.length > 0
      ? [
          `${withheld.length} of ${total} matches could not be replayed (sources withheld): their numbers are unverified, ` +
            (anchored?.holds
              ? 'only their result hashes are those of the anchored root'
              : 'and no anchored root vouches for their result hashes'),
        ]
      : []),
    ...(missing.length > 0
      ? [`${missing.length} planned matches have no result: ${missing.join(', ')}`]
      : []),
    ...notes,
    ...(anchored === undefined ? [] : [anchorLine(anchored)]),
  ];
}

function differenceLine({ match, difference, resultHash, excused }: Comparison): string {
  if (excused) return `${match}: unverified: the clock struck in it, it cannot be replayed exactly`;
  if (resultHash === null) return `${match}: DIFFERENT: it could not be replayed`;
  return `${match}: DIFFERENT: ${difference} is not what the replay gives`;
}

function anchorLine(anchored: NonNullable<Findings['anchored']> | null): string {
  if (!anchored) return 'NOTHING WAS ANCHORED: no root on a chain vouches for these results';
  const { root, network, transaction, holds } = anchored;
  if (!holds) return `DIFFERENT: the result hashes do not have the anchored root ${root}`;
  const where = transaction === null ? network : `${network}, transaction ${transaction}`;
  return `all result hashes are those of the root ${root} that the file gives as anchored (${where})`;
}
