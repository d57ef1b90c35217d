/** How a replay compares with what was stored. */
export interface Comparison {
  readonly match: string;
  readonly identical: boolean;
  /** of the replay; null: it could not be played */
  readonly resultHash: string | null;
  /** the clock struck in the match: a replay may differ without anybody being at fault */
  readonly timingDependent: boolean;
}

/** All that a verification found. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  /** matches that cannot be replayed here: a source in them is not for everybody */
  readonly withheld: readonly string[];
  /** whether the results are those whose Merkle root was anchored; null: no root is known here */
  readonly anchored: {
    readonly root: string;
    readonly network: string;
    readonly transaction: string | null;
    readonly holds: boolean;
  } | null;
}

/** What speaks against the stored results. */
export function contradictions({ comparisons, anchored }: Findings): number {
  const different = comparisons.filter(({ identical, timingDependent }) => !identical && !timingDependent);
  return different.length + (anchored?.holds === false ? 1 : 0);
}

/** Findings as lines for a terminal. */
export function findingLines({ comparisons, withheld, anchored }: Findings): string[] {
  const differing = comparisons.filter(({ identical }) => !identical);
  return [
    ...differing.map(({ match, timingDependent, resultHash }) =>
      timingDependent
        ? `${match}: different, but the clock struck in it: it cannot be replayed exactly`
        : `${match}: DIFFERENT, replayed as ${resultHash ?? 'nothing'}`,
    ),
    ...(comparisons.length > 0
      ? [`${comparisons.length - differing.length} of ${comparisons.length} matches identical`]
      : []),
    ...(withheld.length > 0
      ? [
          `${withheld.length} matches not replayed: sources in them are for their owners and the administrator only`,
        ]
      : []),
    ...(anchored
      ? [
          anchored.holds
            ? `all results are those of the anchored root ${anchored.root} (${anchored.network}${anchored.transaction === null ? '' : `, transaction ${anchored.transaction}`})`
            : `DIFFERENT: the results do not have the anchored root ${anchored.root}`,
        ]
      : []),
  ];
}
