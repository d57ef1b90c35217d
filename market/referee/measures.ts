/** What a match's efficiency is measured between, money. */
export interface Span {
  /** cost without the market */
  readonly from: number;
  readonly optimum: number;
}

/** Figures of a match that are relative to what there was to gain. */
export interface Measures {
  readonly efficiency: number;
  readonly gap: number;
  readonly gapPerRound: readonly number[];
  /** of a saving; null where there is nothing to gain */
  readonly shareOf: (saving: number) => number | null;
}

/** Measures a match that ended at `cost`, from its rounds' gaps; money. Where there is nothing to gain, gaps are relative to the cost. */
export function measure(
  { from, optimum }: Span,
  cost: number,
  rounds: readonly { readonly gap: number }[],
): Measures {
  const attainable = from - optimum;
  const isWorthIt = isGain(attainable, from);
  const unit = isWorthIt ? attainable : Math.max(1, Math.abs(cost));
  return {
    efficiency: efficiencyOf(from, cost, optimum),
    gap: (rounds.at(-1)?.gap ?? Infinity) / unit,
    gapPerRound: rounds.map(({ gap }) => gap / unit),
    shareOf: (saving) => (isWorthIt ? saving / attainable : null),
  };
}

/** Relative to the cost: gains below this are rounding, not gains. */
const NO_GAIN = 1e-9;

/** Whether a gain is more than rounding beside `cost`. */
export function isGain(gain: number, cost: number): boolean {
  return gain > NO_GAIN * Math.max(1, Math.abs(cost));
}

/**
 * (Z0 - Z_T) / (Z0 - Z*). Where the optimum is no better than Z0 there is nothing to gain: 1 if nothing was
 * lost either, else 0.
 */
function efficiencyOf(from: number, cost: number, optimum: number): number {
  if (isGain(from - optimum, from)) return (from - cost) / (from - optimum);
  return isGain(cost - from, from) ? 0 : 1;
}
