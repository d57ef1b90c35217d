import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { MarketRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { FullReport } from '#market/match/report/full-report.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { MatchReport } from '#market/match/report/report.js';
import { agentSeatCount } from '#market/seating.js';
import { RESOLUTION } from '#results/statistics/resolution.js';
import { InputError } from '../input-error.js';
import { engineIdentity } from '../play/engine-identity.js';
import { PluginsHere } from '../play/line-ups/named-line-up.js';
import { playTask } from '../play/play-task.js';
import { boulwareWithin } from './boulware-within.js';

/** Ways to close; `random` is that of the leagues that come along in which strategies meet. */
export const closings = {
  fixed: { roundCap: 20, closing: { kind: 'fixed' } },
  random: { roundCap: 30, closing: { kind: 'random', from: 4, hazard: 0.2 } },
  late: { roundCap: 30, closing: { kind: 'random', from: 10, hazard: 0.1 } },
  soft: { roundCap: 40, closing: { kind: 'soft', from: 20, extend: 3 } },
} as const satisfies Record<string, Pick<MarketRules, 'roundCap' | 'closing'>>;

export type ClosingName = keyof typeof closings;

/** Those that do not wait: who sits in the other seats. */
export const crowd = [
  ...['truthful', 'forecast', 'shaded', 'random-shading'],
  ...['zero-intelligence', 'multi-bundle'],
] as const;

/** Shows as many bundles a round as those that wait, but from the first round on and for what they are worth. */
export const PROMPT = 'multi-bundle';
/** Of the study alone: they give way sooner or later than `boulware`, within so many rounds whatever the rule. */
export const variants = { 'early-boulware': 4, 'late-boulware': 20 } as const;
const variantNames = Object.keys(variants) as (keyof typeof variants)[];
export const waiting = ['sniper', 'boulware', ...variantNames] as const;
/** The reference strategies. */
export const studied = [...crowd, 'sniper', 'boulware'] as const;

/** What came of one match for a seat in it. */
export interface SeatOutcome {
  /** of its household, in equal shares of what there is to gain; by the rule of settlement */
  readonly saving: { readonly path: number; readonly final: number };
  readonly efficiency: number;
  readonly rounds: number;
}

/** What came of a strategy in one block. */
export interface StudyOutcome {
  readonly closing: ClosingName;
  readonly strategy: string;
  /** 1, 2, ... */
  readonly block: number;
  /** in one seat, others of the crowd in all the others */
  readonly alone: SeatOutcome;
  /** in one seat, `truthful` in all the others; of those that wait, and of what they are compared with */
  readonly amongTruthful: SeatOutcome | null;
  /** in all seats; of reference strategies */
  readonly everywhere: Pick<SeatOutcome, 'efficiency' | 'rounds'> | null;
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
  strategies = [...studied, ...variantNames],
  onMatch,
}: ClosingStudy): Promise<StudyOutcome[]> {
  const names = Object.keys(closings) as ClosingName[];
  const inBlock = strategies.reduce(
    (sum, one) => sum + 1 + Number(isCompared(one)) + Number(isReference(one)),
    0,
  );
  const total = names.length * inBlock * blocks;
  const loaded = await loadScenario(scenario);
  const solver = await createHighsSolver();
  const plugins = new PluginsHere(solver);
  for (const name of variantNames) plugins.define(boulwareWithin(variants[name], name));
  const room = { solver, plugins, engine: await engineIdentity() };
  const outcomes: StudyOutcome[] = [];
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const seed = `closing study/${block}`;
    const drawn = loaded.draw(seed);
    const count = agentSeatCount(drawn.instance);
    const focal = (block - 1) % count;
    for (const closing of names)
      for (const strategy of strategies) {
        const play = async (others: readonly string[]): Promise<SeatOutcome> => {
          const seats = seatsOf(block, { strategy, others, focal, count });
          const report = await playOne(drawn, closings[closing], seats, seed, room);
          onMatch?.(++done, total);
          const { efficiency, rounds } = report;
          return { saving: savingOf(report, focal), efficiency, rounds };
        };
        outcomes.push({
          ...{ closing, strategy, block },
          alone: await play(crowd),
          amongTruthful: isCompared(strategy) ? await play(['truthful']) : null,
          everywhere: isReference(strategy) ? await play([strategy]) : null,
        });
      }
  }
  return outcomes;
}

function isReference(strategy: string): boolean {
  return !variantNames.some((name) => name === strategy);
}

function isCompared(strategy: string): boolean {
  return strategy === PROMPT || waiting.some((name) => name === strategy);
}

/** Where the strategy sits in a block, and who around it: after as many blocks as seats times crowd, everything has been once. */
function seatsOf(
  block: number,
  sat: { strategy: string; others: readonly string[]; focal: number; count: number },
): string[] {
  const { strategy, others, focal, count } = sat;
  return Array.from({ length: count }, (_, seat) =>
    seat === focal ? strategy : others[(block + seat - (seat > focal ? 1 : 0)) % others.length]!,
  );
}

function savingOf(report: FullReport, seat: number): SeatOutcome['saving'] {
  const { baseline, optimum, seats, perSeat, settlement } = report;
  const share = (baseline - optimum) / seats.length;
  if (!(share > RESOLUTION))
    throw new InputError(`${report.scenario}: there is nothing to gain in one of its blocks`);
  const { saving, payment } = perSeat[seat]!;
  const alongPath = settlement!.alongPath[seat]!;
  return { path: (saving + payment - alongPath) / share, final: saving / share };
}

/** What all matches of a study are played with. */
interface StudyRoom {
  readonly plugins: PluginsHere;
  readonly solver: LpSolver;
  readonly engine: MatchReport['engine'];
}

async function playOne(
  drawn: DrawnMarket,
  rules: Pick<MarketRules, 'roundCap' | 'closing'>,
  seats: readonly string[],
  seed: string,
  { plugins, solver, engine }: StudyRoom,
): Promise<FullReport> {
  const { report } = await playTask({
    ...{ id: 'study', seed, lineUp: await plugins.lineUp(seats, 'passive'), solver, engine },
    drawn: { ...drawn, rules: { ...drawn.rules, ...rules, settlement: 'final' } },
    ledger: { chain: null, match: 'study', scenario: drawn.instance.id },
  });
  return fullReport(report);
}
