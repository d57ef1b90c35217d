import type { Board, RankedMetric } from '#results/standings/board.js';

/** What the ranked metrics say, in a sentence each. */
export const metricNotes: Readonly<Record<Board['kind'], Readonly<Record<RankedMetric, string>>>> = {
  agent: {
    welfare:
      'How much of what trade could save the whole neighbourhood its market did save: 100 % is what a planner who knows everything would reach, 0 % is no trade at all. Teams in one market share it.',
    cost: "What the team's own households saved on their bills, per household, as a share of what there was to save per household in its market. Above 100 %: more than an equal share of the perfect market.",
    convergence:
      'How long the market was how far from proven perfect: the remaining gap, summed over rounds. 0 is perfect from the first round; giving up early does not help.',
  },
  dealer: {
    welfare: 'How much of what trade could save its markets did save; 100 % is the proven optimum.',
    cost: 'How much of the gain the households kept; the rest is what the dealer and its stock took. Above 100 % the dealer paid out of its own pocket, which earns no rank.',
    convergence:
      'How long its markets were how far from proven perfect: the remaining gap, summed over rounds.',
  },
};

/** Quantities shown beside the ranked ones, by metric id. */
export const shownNotes: Readonly<Record<string, string>> = {
  roundsToOnePercent:
    'Rounds until the market was proven within 1 % of perfect; who never was counts the cap.',
  roundsToMillionth: 'Rounds until it was proven within a millionth; who never was counts the cap.',
  censoredShare: 'Matches that never came within a millionth before the rounds ran out.',
  gini: 'How unequally savings fell on households: 0 is equal.',
  worseOffShare: 'Households that trade made poorer.',
  marginalContribution: 'What the others gained from this plugin, compared with `truthful` in its seats.',
  dealerCash: "The dealer's own result; below zero it paid for the market.",
  belowZeroShare: 'Matches in which the dealer lost money.',
  inventoryUse: 'How much of its stock the dealer sold.',
  rounds: 'Rounds until the match ended.',
};
