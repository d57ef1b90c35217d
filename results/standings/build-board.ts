import { dealerScore, type DealerScore } from '../metrics/dealer-scores.js';
import type { MarginalContribution } from '../metrics/marginal-contribution.js';
import { mechanismScore, type MechanismScore } from '../metrics/mechanism-scores.js';
import { isScorable, type MatchResult } from '../metrics/match-result.js';
import { teamScores, type TeamScore } from '../metrics/team-scores.js';
import { meanOrNull, type BlockSeries } from '../statistics/block-series.js';
import { intervalOverLooks } from '../statistics/interval-over-looks.js';
import { blocksSeen } from '../statistics/looks.js';
import { blockMeans, coverageOf, type Coverage } from './block-means.js';
import {
  byMetric,
  commonMetrics,
  type Board,
  type BoardRow,
  type ByMetric,
  type Contestant,
  type MetricHeading,
  type RankedMetric,
  type ReferenceLine,
  type Weights,
} from './board.js';
import { metricsSaid, type Metric, type RankableMetric } from './metric.js';
import { contributionMetric, rankedDealerMetrics, rankedTeamMetrics } from './ranked-metrics.js';
import { cashMetric, shownDealerMetrics, shownTeamMetrics } from './shown-metrics.js';
import { byComposite, comparisonsOf } from './board-order.js';
import { rankedMechanismMetrics, shownMechanismMetrics } from './mechanism-metrics.js';
import { rankContestants, type RankedSeries } from './rank-contestants.js';

export interface BoardInput {
  readonly contestants: readonly Contestant[];
  /** scored matches only, without counterfactuals; void ones are counted and left out */
  readonly matches: readonly MatchResult[];
  readonly weights: Weights;
  /** number of the last block of each look at a run that may be extended; absent: one look was planned */
  readonly looks?: readonly number[] | undefined;
  /** of a run that was cancelled: the blocks that it should have had */
  readonly cancelledOf?: number | undefined;
}

/** The same, where the matches have been scored already. */
export interface ScoredInput<Score> extends Omit<BoardInput, 'matches'> {
  readonly scores: readonly Score[];
  readonly matches: Board['matches'];
}

/** The board of agent strategies. */
export function agentBoard(input: BoardInput, contributions: readonly MarginalContribution[] = []): Board {
  const { matches } = input;
  return boardOfTeams(
    { ...input, scores: matches.flatMap(teamScores), matches: countsOf(matches) },
    contributions,
  );
}

/** The board of dealer policies, over the agent mixes they all played with. */
export function dealerBoard(input: BoardInput): Board {
  const { matches } = input;
  const scores = matches.map(dealerScore).filter((score) => score !== null);
  return boardOfPolicies({ ...input, scores, matches: countsOf(matches) });
}

/** The board of mechanisms, of a comparison of them. */
export function mechanismBoard(input: BoardInput): Board {
  const { matches } = input;
  const scores = matches.map(mechanismScore).filter((score) => score !== null);
  return buildBoard<MechanismScore>({
    ...{ kind: 'mechanism', input: { ...input, scores, matches: countsOf(matches) } },
    contestantOf: ({ mechanism }) => mechanism,
    ...{ ranked: rankedMechanismMetrics, shown: shownMechanismMetrics },
    optimumCost: 1,
  });
}

function countsOf(matches: readonly MatchResult[]): Board['matches'] {
  const scored = matches.filter(isScorable).length;
  return { scored, void: matches.length - scored };
}

export function boardOfTeams(
  input: ScoredInput<TeamScore>,
  contributions: readonly MarginalContribution[] = [],
): Board {
  return buildBoard<TeamScore>({
    kind: 'agent',
    input,
    contestantOf: ({ team }) => team,
    ranked: rankedTeamMetrics,
    shown: shownTeamMetrics,
    ...(contributions.length > 0 && { contributions }),
    optimumCost: 1,
  });
}

export function boardOfPolicies(input: ScoredInput<DealerScore>): Board {
  return buildBoard<DealerScore>({
    kind: 'dealer',
    input,
    contestantOf: ({ dealer }) => dealer,
    ranked: rankedDealerMetrics,
    shown: shownDealerMetrics,
    cash: cashMetric,
    optimumCost: null,
  });
}

interface BoardParts<Score> {
  readonly kind: Board['kind'];
  readonly input: ScoredInput<Score>;
  contestantOf(score: Score): string;
  readonly ranked: ByMetric<RankableMetric<Score>>;
  readonly shown: readonly Metric<Score>[];
  /** ranked as well, where the league has them */
  readonly contributions?: readonly MarginalContribution[];
  /** weighed in the composite, without a rank of its own */
  readonly cash?: Metric<Score>;
  /** what the optimum, shared equally, scores in `cost` */
  readonly optimumCost: number | null;
}

function buildBoard<Score extends { block: number; scenario: string }>(parts: BoardParts<Score>): Board {
  const { input, contributions } = parts;
  const { scores, contestants } = input;
  const coverage = coverageOf(scores);
  const own = contestants.map(({ id }) => scores.filter((score) => parts.contestantOf(score) === id));
  const seriesIn = (metric: Metric<Score>): BlockSeries[] => {
    const covered = coveredBy(metric, scores, coverage);
    return own.map((list) => blockMeans(list, covered, (score) => metric.valueOf(score)));
  };
  const ranked: ByMetric<RankedSeries> = {
    ...byMetric(commonMetrics, (metric) => {
      const heading = parts.ranked[metric]!;
      return { heading, series: seriesIn(heading) };
    }),
    ...(contributions && {
      contribution: {
        heading: contributionMetric,
        series: contributionSeries(contestants, contributions, coverage.blocks),
      },
    }),
  };
  const metrics = Object.keys(ranked) as RankedMetric[];
  const cash = parts.cash && seriesIn(parts.cash);
  const looks = input.looks && blocksSeen(input.looks, coverage.blocks);
  const ranking = rankContestants(ranked, { weights: input.weights, cash, looks });
  const columns = metricsSaid(parts.shown, scores).map((metric) => ({ metric, series: seriesIn(metric) }));
  const rows = contestants.map((contestant, i): BoardRow => ({
    ...contestant,
    standings: byMetric(metrics, (metric) => ranking.metrics[metric]!.standings[i]!),
    composite: ranking.composite.standings[i]!,
    blockScores: {
      ...byMetric(metrics, (metric) => ranking.normalised[metric]![i]!),
      ...(cash && { cash: cash[i]! }),
    },
    pareto: ranking.pareto[i]!,
    stability: ranking.stability[i]!,
    shown: Object.fromEntries(
      columns.map(({ metric, series }) => [metric.id, intervalOverLooks(series[i]!, looks, metric)]),
    ),
    matches: own[i]!.length,
  }));
  const all = { ...ranking.metrics, composite: ranking.composite };
  return {
    kind: parts.kind,
    sortedBy: 'composite',
    weights: input.weights,
    blocks: coverage.blocks.length,
    ...{ looks: looks ?? null, cancelledOf: input.cancelledOf ?? null, pooledRuns: null },
    scenarios: coverage.scenarios,
    matches: input.matches,
    ranked: metrics.map((metric) => headingOf(ranked[metric]!.heading)),
    shown: columns.map(({ metric }) => headingOf(metric)),
    rows: rows.sort(byComposite),
    referenceLines: referenceLines(
      parts.optimumCost,
      parts.kind === 'mechanism' ? 1 : 0,
      contributions !== undefined,
    ),
    comparisons: [...metrics, 'composite' as const].flatMap((metric) =>
      comparisonsOf(metric, all[metric]!, contestants),
    ),
    varianceReduction: byMetric(metrics, (metric) =>
      meanOrNull(ranking.metrics[metric]!.comparisons.map(({ varianceReduction }) => varianceReduction)),
    ),
  };
}

/** Scenarios in which the metric means nothing to anybody are left out of it, for all alike. */
function coveredBy<Score extends { block: number; scenario: string }>(
  metric: Metric<Score>,
  scores: readonly Score[],
  { blocks }: Coverage,
): Coverage {
  return {
    blocks,
    scenarios: coverageOf(scores.filter((score) => metric.valueOf(score) !== null)).scenarios,
  };
}

function headingOf({ id, label, unit, better }: MetricHeading): MetricHeading {
  return { id, label, unit, better };
}

/** `fewest`: of the convergence of what is right at once. */
function referenceLines(optimumCost: number | null, fewest: number, contributes: boolean): ReferenceLine[] {
  const contribution = contributes ? { contribution: null } : {};
  return [
    {
      id: 'optimum',
      label: 'Central optimum, surplus shared equally',
      values: { welfare: 1, cost: optimumCost, convergence: fewest, ...contribution },
    },
    {
      id: 'no-trade',
      label: 'No trade',
      values: { welfare: 0, cost: optimumCost && 0, convergence: null, ...contribution },
    },
  ];
}

/** Over the blocks of the board; scenarios in which nothing was compared are left out for all alike. */
function contributionSeries(
  contestants: readonly Contestant[],
  contributions: readonly MarginalContribution[],
  blocks: Coverage['blocks'],
): BlockSeries[] {
  const covered = { blocks, scenarios: coverageOf(contributions).scenarios };
  const byTeam = Map.groupBy(contributions, ({ team }) => team);
  return contestants.map(({ id }) =>
    blockMeans(byTeam.get(id) ?? [], covered, ({ contribution }) => contribution),
  );
}
