import { dealerScore, type DealerScore } from '../metrics/dealer-scores.js';
import type { MarginalContribution } from '../metrics/marginal-contribution.js';
import { isScorable, type MatchResult } from '../metrics/match-result.js';
import { teamScores, type TeamScore } from '../metrics/team-scores.js';
import { meanOrNull, type BlockSeries } from '../statistics/block-series.js';
import { blocksSeen } from '../statistics/looks.js';
import { meanInterval, type Bounds } from '../statistics/mean-interval.js';
import { blockMeans, coverageOf, type Coverage } from './block-means.js';
import {
  byMetric,
  rankedMetrics,
  type Board,
  type BoardRow,
  type Contestant,
  type MetricHeading,
  type RankedMetric,
  type ReferenceLine,
  type Weights,
} from './board.js';
import {
  cashMetric,
  rankedDealerMetrics,
  rankedTeamMetrics,
  shownDealerMetrics,
  shownTeamMetrics,
  type Metric,
} from './metric.js';
import { byComposite, comparisonsOf } from './board-order.js';
import { rankContestants } from './rank-contestants.js';

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
    extra: contributions.length === 0 ? [] : [contributionColumn(contributions)],
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
    extra: [],
    cash: cashMetric,
    optimumCost: null,
  });
}

/** A column that comes from elsewhere than the matches' scores. */
interface ExtraColumn extends MetricHeading {
  readonly bounds?: Bounds;
  seriesOf(contestant: string): BlockSeries;
}

interface BoardParts<Score> {
  readonly kind: Board['kind'];
  readonly input: ScoredInput<Score>;
  contestantOf(score: Score): string;
  readonly ranked: Readonly<Record<RankedMetric, Metric<Score>>>;
  readonly shown: readonly Metric<Score>[];
  readonly extra: readonly ExtraColumn[];
  /** weighed in the composite, without a rank of its own */
  readonly cash?: Metric<Score>;
  /** what the optimum, shared equally, scores in `cost` */
  readonly optimumCost: number | null;
}

function buildBoard<Score extends { block: number; scenario: string }>(parts: BoardParts<Score>): Board {
  const { input, ranked, shown, extra } = parts;
  const { scores } = input;
  const coverage = coverageOf(scores);
  const own = input.contestants.map(({ id }) => scores.filter((score) => parts.contestantOf(score) === id));
  const seriesIn = (metric: Metric<Score>): BlockSeries[] => {
    const covered = coveredBy(metric, scores, coverage);
    return own.map((list) => blockMeans(list, covered, (score) => metric.valueOf(score)));
  };
  const series = byMetric((metric) => seriesIn(ranked[metric]));
  const cash = parts.cash && seriesIn(parts.cash);
  const looks = input.looks && blocksSeen(input.looks, coverage.blocks);
  const ranking = rankContestants(series, ranked, { weights: input.weights, cash, looks });
  const columns = [
    ...shown.map((metric) => ({ metric, series: seriesIn(metric) })),
    ...extra.map((metric) => ({ metric, series: input.contestants.map(({ id }) => metric.seriesOf(id)) })),
  ];
  const rows = input.contestants.map((contestant, i): BoardRow => ({
    ...contestant,
    standings: byMetric((metric) => ranking.metrics[metric].standings[i]!),
    composite: ranking.composite.standings[i]!,
    blockScores: {
      ...byMetric((metric) => ranking.normalised[metric][i]!),
      ...(cash && { cash: cash[i]! }),
    },
    pareto: ranking.pareto[i]!,
    stability: ranking.stability[i]!,
    shown: Object.fromEntries(
      columns.map(({ metric, series }) => [metric.id, meanInterval(series[i]!, metric)]),
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
    ranked: rankedMetrics.map((metric) => headingOf(ranked[metric])),
    shown: columns.map(({ metric }) => headingOf(metric)),
    rows: rows.sort(byComposite),
    referenceLines: referenceLines(parts.optimumCost),
    comparisons: [...rankedMetrics, 'composite' as const].flatMap((metric) =>
      comparisonsOf(metric, all[metric], input.contestants),
    ),
    varianceReduction: byMetric((metric) =>
      meanOrNull(ranking.metrics[metric].comparisons.map(({ varianceReduction }) => varianceReduction)),
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

function referenceLines(optimumCost: number | null): ReferenceLine[] {
  return [
    {
      id: 'optimum',
      label: 'Central optimum, surplus shared equally',
      values: { welfare: 1, cost: optimumCost, convergence: 0 },
    },
    { id: 'no-trade', label: 'No trade', values: { welfare: 0, cost: optimumCost && 0, convergence: null } },
  ];
}

function contributionColumn(contributions: readonly MarginalContribution[]): ExtraColumn {
  const coverage = coverageOf(contributions);
  return {
    id: 'marginalContribution',
    label: "Contribution to others' welfare",
    unit: 'of the attainable surplus',
    better: 'higher',
    seriesOf: (contestant) =>
      blockMeans(
        contributions.filter(({ team }) => team === contestant),
        coverage,
        ({ contribution }) => contribution,
      ),
  };
}
