import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { MarketRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { FullReport } from '#market/match/full-report.js';
import { fullReport } from '#market/match/full-report.js';
import { agentSeats } from '#market/seating.js';
import { RESOLUTION } from '#results/statistics/resolution.js';
import { InputError } from '../input-error.js';
import { engineIdentity } from '../play/engine-identity.js';
import { lineUp } from '../play/named-line-up.js';
import { playTask } from '../play/play-task.js';

/** Ways to close after some twenty rounds. */
export const closings = {
  fixed: { roundCap: 20, closing: { kind: 'fixed' } },
  random: { roundCap: 30, closing: { kind: 'random', from: 10, hazard: 0.1 } },
  soft: { roundCap: 40, closing: { kind: 'soft', from: 20, extend: 3 } },
} as const satisfies Record<string, Pick<MarketRules, 'roundCap' | 'closing'>>;

export type ClosingName = keyof typeof closings;

/** Those that do not wait: who sits in the other seats. */
export const crowd = [
  ...['truthful', 'forecast', 'shaded', 'random-shading'],
  ...['zero-intelligence', 'multi-bundle'],
] as const;

export const studied = [...crowd, 'sniper', 'boulware'] as const;

/** What came of a strategy in one block. */
export interface StudyOutcome {
  readonly closing: ClosingName;
  readonly strategy: string;
  /** 1, 2, ... */
  readonly block: number;
  /** in one seat, others of the crowd in all the others */
  readonly alone: {
    /** of its household, in equal shares of what there is to gain; by the rule of settlement */
    readonly saving: { readonly path: number; readonly final: number };
    readonly efficiency: number;
    readonly rounds: number;
  };
  /** in all seats */
  readonly everywhere: { readonly efficiency: number; readonly rounds: number };
}

export interface ClosingStudy {
  readonly scenario: string;
  readonly blocks: number;
  /** default: all that are studied */
  readonly strategies?: readonly string[];
  readonly onMatch?: (done: number, total: number) => void;
}

/**
 * Plays every strategy under every closing rule, alone among others and on all seats. Seat, others and market change from block
 * to block and are the same for all strategies and rules. Each match is settled at its final prices and tells what it would have paid
 * along the path: one match, both settlements. Throws `ScenarioError`, `InputError`.
 */
export async function closingStudy({
  scenario,
  blocks,
  strategies = studied,
  onMatch,
}: ClosingStudy): Promise<StudyOutcome[]> {
  const names = Object.keys(closings) as ClosingName[];
  const total = names.length * strategies.length * blocks * 2;
  const loaded = await loadScenario(scenario);
  const solver = await createHighsSolver();
  const outcomes: StudyOutcome[] = [];
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const seed = `closing study/${block}`;
    const drawn = loaded.draw(seed);
    for (const closing of names)
      for (const strategy of strategies) {
        const play = async (seats: readonly string[]): Promise<FullReport> => {
          const report = await playOne(drawn, closings[closing], seats, seed, solver);
          onMatch?.(++done, total);
          return report;
        };
        const { seats, focal } = seatsOf(block, strategy, agentSeats(drawn.instance));
        const alone = await play(seats);
        const { efficiency, rounds } = await play([strategy]);
        outcomes.push({
          ...{ closing, strategy, block },
          alone: { saving: savingOf(alone, focal), efficiency: alone.efficiency, rounds: alone.rounds },
          everywhere: { efficiency, rounds },
        });
      }
  }
  return outcomes;
}

/** Where the strategy sits in a block, and who around it: after as many blocks as seats times crowd, everything has been once. */
function seatsOf(
  block: number,
  strategy: string,
  count: number,
): { readonly seats: readonly string[]; readonly focal: number } {
  const focal = (block - 1) % count;
  const seats = Array.from({ length: count }, (_, seat) =>
    seat === focal ? strategy : crowd[(block + seat - (seat > focal ? 1 : 0)) % crowd.length]!,
  );
  return { seats, focal };
}

function savingOf(report: FullReport, seat: number): StudyOutcome['alone']['saving'] {
  const { baseline, optimum, seats, perSeat, settlement } = report;
  const share = (baseline - optimum) / seats.length;
  if (!(share > RESOLUTION))
    throw new InputError(`${report.scenario}: there is nothing to gain in one of its blocks`);
  const { saving, payment } = perSeat[seat]!;
  const alongPath = settlement!.alongPath[seat]!;
  return { path: (saving + payment - alongPath) / share, final: saving / share };
}

async function playOne(
  drawn: DrawnMarket,
  rules: Pick<MarketRules, 'roundCap' | 'closing'>,
  seats: readonly string[],
  seed: string,
  solver: LpSolver,
): Promise<FullReport> {
  const plugins = await lineUp('in-process', seats, 'passive', solver);
  try {
    const { report } = await playTask({
      ...{ id: 'study', seed, lineUp: plugins, solver, engine: await engineIdentity() },
      drawn: { ...drawn, rules: { ...drawn.rules, ...rules, settlement: 'final' } },
      ledger: { chain: null, match: 'study', scenario: drawn.instance.id },
    });
    return fullReport(report);
  } finally {
    await plugins.close();
  }
}
