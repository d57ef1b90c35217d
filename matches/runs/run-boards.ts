import type { ComparedMechanism } from '#leagues/scenario-files/mechanisms.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { MatchRecord } from '#market/match/report/report.js';
import { matchId } from '#leagues/run/match-task.js';
import { plannedLooks } from '#leagues/pairing/looks-of-run.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { RunHead } from '../bundles/run-head.js';
import { dealerScore } from '#results/metrics/dealer-scores.js';
import { marginalContributions } from '#results/metrics/marginal-contribution.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import type { Board, Contestant, Weights } from '#results/standings/board.js';
import { agentBoard, dealerBoard, mechanismBoard } from '#results/standings/build-board.js';
import { dealerEffects, type DealerEffects } from '#results/standings/dealer-effects.js';
import { withoutRanks } from '#results/standings/without-ranks.js';

/** The dealer that the others are compared with, where it played. */
export const REFERENCE_DEALER = 'passive';

export interface RunBoards {
  /** strategies, or in a mechanism comparison the mechanisms */
  readonly agents: Board;
  readonly dealers: Board;
  /** null with a single dealer */
  readonly effects: DealerEffects | null;
}

/** The matches of a run that have been played, in the order of the plan. */
export interface RunResults {
  readonly all: readonly MatchResult[];
  /** without those that were played for comparison only */
  readonly scored: readonly MatchResult[];
  /** of a run that was cancelled: those of blocks that were over, all others are left out */
  readonly cancelled: boolean;
}

/** What is kept of a match; without the raw rounds where nobody needs them. */
export type PlayedResult = Pick<MatchRecord, 'report'> & Partial<MatchRecord>;

/** The results of a run with their places in it, all by the rules of today. */
export function matchResults(
  { id: run, plan, ...head }: Pick<RunHead, 'id' | 'plan' | 'cancelled'>,
  played: (match: string) => PlayedResult | undefined,
): RunResults {
  const cancelled = head.cancelled === true;
  const isOver = cancelled ? blocksOver(run, plan, played) : () => true;
  const entries = plan.matches.flatMap(({ id, block, scenario, dealer, teams, mechanism, scored }) => {
    const record = isOver(block) ? played(matchId(run, id)) : undefined;
    if (!record) return [];
    const place = { id, block, scenario, dealer, teams, ...(mechanism && { mechanism }) };
    return { scored, result: { ...record, report: fullReport(record.report), place } };
  });
  return {
    all: entries.map(({ result }) => result),
    scored: entries.filter(({ scored }) => scored).map(({ result }) => result),
    cancelled,
  };
}

/** Whether all that is scored in a block was played. */
function blocksOver(
  run: string,
  plan: RunPlan,
  played: (match: string) => PlayedResult | undefined,
): (block: number) => boolean {
  const open = plan.matches.filter(({ id, scored }) => scored && !played(matchId(run, id)));
  const blocks = new Set(open.map(({ block }) => block));
  return (block) => !blocks.has(block);
}

/** Both boards of a run and the dealer comparison. */
export function runBoards(
  definition: LeagueDefinition,
  plan: RunPlan,
  { all, scored, cancelled }: RunResults,
): RunBoards {
  const looks = plannedLooks(definition, plan);
  const input = {
    ...{ matches: scored, weights: definition.ranking.weights, looks },
    ...(cancelled && { cancelledOf: plan.looks?.at(-1) ?? definition.blocks }),
  };
  const teams = new Set(plan.matches.flatMap((match) => match.teams));
  // Policies that never played the same block were not compared.
  const isCompared = definition.dealerDesign !== 'rotated';
  const shown = definition.remote === true ? withoutRanks : (board: Board): Board => board;
  const dealers = new Set(isCompared ? plan.matches.map(({ dealer }) => dealer) : []);
  const { mechanisms } = definition;
  return {
    agents: shown(
      mechanisms
        ? mechanismBoard({ ...input, contestants: mechanisms.map((name) => comparedAs(name, plan)) })
        : agentBoard(
            { ...input, weights: weightsOf(definition), contestants: contestants(plan, teams) },
            marginalContributions(plan.counterfactuals, all),
          ),
    ),
    dealers: shown(
      dealerBoard({
        ...input,
        ...(!isCompared && { matches: [] }),
        contestants: contestants(plan, dealers),
      }),
    ),
    effects: dealers.size > 1 ? effectsOf(plan, dealers, scored, looks) : null,
  };
}

/** A mechanism on a board; as its version, who played it. */
function comparedAs(mechanism: ComparedMechanism, { matches, submissions }: RunPlan): Contestant {
  const { teams = [] } = matches.find((match) => match.mechanism === mechanism) ?? {};
  const nameOf = new Map(submissions.map(({ id, name }) => [id, name]));
  const version = teams.map((team) => nameOf.get(team) ?? team).join(' + ');
  return { id: mechanism, name: mechanism, version, baseline: false };
}

/** A league that compares plugins with `truthful` weighs that as much as a metric, unless it says otherwise. */
function weightsOf({ ranking: { weights }, marginalContribution }: LeagueDefinition): Weights {
  return marginalContribution ? { ...weights, contribution: weights.contribution ?? 1 } : weights;
}

function contestants({ submissions }: RunPlan, played: ReadonlySet<string>): Contestant[] {
  return submissions
    .filter(({ id }) => played.has(id))
    .map(({ id, name, version, baseline, outside }) => ({
      ...{ id, name, version, baseline },
      ...(outside && { outside }),
    }));
}

function effectsOf(
  { submissions }: RunPlan,
  dealers: ReadonlySet<string>,
  scored: readonly MatchResult[],
  looks: readonly number[] | undefined,
): DealerEffects | null {
  const scores = scored.map(dealerScore).filter((score) => score !== null);
  const passive = submissions.find(
    ({ id, name, baseline }) => baseline && name === REFERENCE_DEALER && dealers.has(id),
  );
  const reference = passive?.id ?? [...dealers].sort()[0]!;
  return scores.some(({ dealer }) => dealer === reference) ? dealerEffects(scores, reference, looks) : null;
}
