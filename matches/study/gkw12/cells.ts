import type { AsynchronousRules } from '#market/instance.js';

/** Who deals: nobody acts (passive), a safety stock, speculative prices, or these with full information. */
const policies = ['NA', 'SS', 'SP', 'FI'] as const;
export type Policy = (typeof policies)[number];
/** At which prices an agent looks for its bundle. */
const selections = ['myopic', 'forecast'] as const;
export type Selection = (typeof selections)[number];
/** What it bids for it. */
const pricings = ['TRUE', 'FIX', 'RAN'] as const;
export type Pricing = (typeof pricings)[number];
const informations = ['symmetric', 'asymmetric'] as const;

/** One cell of the experiment of [GKW12]. */
export interface StudyCell {
  readonly agents: number;
  readonly resources: number;
  /** P, probability to take part in a round */
  readonly participation: number;
  /** who owns the resources at the start */
  readonly endowments: 'spread' | 'dealer';
  readonly policy: Policy;
  readonly selection: Selection;
  readonly pricing: Pricing;
  readonly information: AsynchronousRules['information'];
}

/** What a cell is compared with: nobody acts, and nobody looks ahead or hides anything. */
export const base = {
  ...{ endowments: 'spread', policy: 'NA', selection: 'myopic', pricing: 'TRUE', information: 'symmetric' },
} as const satisfies Partial<StudyCell>;

type Conditions = Omit<StudyCell, 'agents' | 'resources' | 'participation'>;

/** The base, each single departure from it, and those pairs that a published claim is about. */
export const departures: readonly Conditions[] = [
  base,
  ...(['SS', 'SP', 'FI'] as const).map((policy) => ({ ...base, policy })),
  { ...base, selection: 'forecast' },
  ...(['FIX', 'RAN'] as const).map((pricing) => ({ ...base, pricing })),
  { ...base, information: 'asymmetric' },
  { ...base, information: 'asymmetric', selection: 'forecast' },
  ...policies.map((policy) => ({ ...base, endowments: 'dealer', policy }) as const),
];

/** Every combination of all conditions. */
export const factorial: readonly Conditions[] = (['spread', 'dealer'] as const).flatMap((endowments) =>
  policies.flatMap((policy) =>
    selections.flatMap((selection) =>
      pricings.flatMap((pricing) =>
        informations.map((information) => ({ endowments, policy, selection, pricing, information })),
      ),
    ),
  ),
);

/** Sizes and probabilities of the published experiment. */
export const sizes = { agents: [10, 50], resources: [2, 8], participation: [0.2, 0.5, 0.8, 1] } as const;

/** `short`: departures among the fewest agents, the base everywhere. */
export const extents = ['short', 'departures', 'factorial'] as const;
export type Extent = (typeof extents)[number];

/** All cells of some sizes. Where everybody takes part in every round, all know the same: no asymmetric cells. */
export function cellsOf(
  chosen: { readonly [K in keyof typeof sizes]: readonly number[] },
  extent: Extent,
): StudyCell[] {
  const fewest = Math.min(...chosen.agents);
  const conditionsAt = (agents: number): readonly Conditions[] => {
    if (extent === 'factorial') return factorial;
    return extent === 'departures' || agents === fewest ? departures : [base];
  };
  return chosen.agents.flatMap((agents) =>
    chosen.resources.flatMap((resources) =>
      chosen.participation.flatMap((participation) =>
        conditionsAt(agents)
          .filter(({ information }) => participation < 1 || information === 'symmetric')
          .map((others) => ({ agents, resources, participation, ...others })),
      ),
    ),
  );
}
