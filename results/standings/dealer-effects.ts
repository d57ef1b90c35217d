import type { DealerScore } from '../metrics/dealer-scores.js';
import { meanOfSeries, meanOrNull, pairedDifference, type BlockSeries } from '../statistics/block-series.js';
import {
  judgedDifferences,
  type Contrast,
  type JudgedDifference,
  type JudgingOptions,
} from '../statistics/judged-differences.js';
import { intervalOverLooks } from '../statistics/interval-over-looks.js';
import { blocksSeen } from '../statistics/looks.js';
import { differenceBounds, type MeanEstimate } from '../statistics/mean-interval.js';
import type { MetricHeading } from './board.js';
import { metricsSaid, type Metric } from './metric.js';
import { rankedDealerMetrics } from './ranked-metrics.js';
import { shownDealerMetrics } from './shown-metrics.js';

/** How a policy differs from the reference policy in one response. */
export interface Effect extends Omit<JudgedDifference, 'estimate'> {
  readonly response: string;
  readonly dealer: string;
  /** policy - reference; null where no block holds both in every cell */
  readonly effect: MeanEstimate | null;
}

/** How the effect at one level of a factor differs from the main effect. */
export interface Interaction extends Effect {
  readonly factor: 'mix' | 'scenario';
  readonly level: string;
}

/** A policy in one scenario, over all mixes. */
export interface ScenarioCell extends Effect {
  readonly scenario: string;
  readonly level: MeanEstimate | null;
}

/** The factorial policy x agent mix x scenario on common blocks. Plain data, as the API answers it. */
export interface DealerEffects {
  readonly reference: string;
  readonly dealers: readonly string[];
  readonly mixes: readonly string[];
  readonly scenarios: readonly string[];
  readonly blocks: number;
  /** as on a board */
  readonly looks: readonly number[] | null;
  readonly responses: readonly MetricHeading[];
  /** mean level of every policy, the reference included */
  readonly levels: readonly { response: string; dealer: string; level: MeanEstimate | null }[];
  /** one family of tests per response */
  readonly mainEffects: readonly Effect[];
  readonly interactions: readonly Interaction[];
  readonly perScenario: readonly ScenarioCell[];
}

const metrics: readonly Metric<DealerScore>[] = [
  ...Object.values(rankedDealerMetrics),
  ...shownDealerMetrics,
];

/**
 * Effects of dealer policies against `reference`, each the mean over blocks of a contrast within
 * the block: of all cells (main effect), of the cells at one level of a factor less the main effect
 * (interaction), of the cells of one scenario. A block counts for a contrast only if none of its
 * cells is missing. `lookedAt`: number of the last block of each look at a run that may be extended. Throws a `RangeError`
 * where the reference did not play.
 */
export function dealerEffects(
  scores: readonly DealerScore[],
  reference: string,
  lookedAt?: readonly number[],
): DealerEffects {
  const distinct = (of: (score: DealerScore) => string): string[] => [...new Set(scores.map(of))].sort();
  const dealers = distinct(({ dealer }) => dealer);
  if (!dealers.includes(reference)) throw new RangeError(`dealer ${reference} did not play`);
  const blocks = [...new Set(scores.map(({ block }) => block))].sort((a, b) => a - b);
  const looks = lookedAt ? blocksSeen(lookedAt, blocks) : null;
  const factorial: Factorial = {
    ...{ reference, dealers, blocks, looks },
    mixes: distinct(({ mix }) => mix),
    scenarios: distinct(({ scenario }) => scenario),
  };
  const responses = metricsSaid(metrics, scores);
  const byResponse = responses.map((metric) => effectsOn(metric, factorial, scores));
  return {
    ...factorial,
    blocks: factorial.blocks.length,
    responses: responses.map(({ id, label, unit, better }) => ({ id, label, unit, better })),
    levels: byResponse.flatMap(({ levels }) => levels),
    mainEffects: byResponse.flatMap(({ mainEffects }) => mainEffects),
    interactions: byResponse.flatMap(({ interactions }) => interactions),
    perScenario: byResponse.flatMap(({ perScenario }) => perScenario),
  };
}

interface Cell {
  readonly mix: string;
  readonly scenario: string;
}

interface Factorial {
  readonly reference: string;
  readonly dealers: readonly string[];
  readonly mixes: readonly string[];
  readonly scenarios: readonly string[];
  readonly blocks: readonly number[];
  readonly looks: readonly number[] | null;
}

function effectsOn(
  metric: Metric<DealerScore>,
  { reference, dealers, mixes, scenarios, blocks, looks }: Factorial,
  scores: readonly DealerScore[],
): Pick<DealerEffects, 'levels' | 'mainEffects' | 'interactions' | 'perScenario'> {
  const response = metric.id;
  const others = dealers.filter((dealer) => dealer !== reference);
  const seriesOf = cellSeries(scores, blocks, metric);
  const cells = mixes
    .flatMap((mix) => scenarios.map((scenario): Cell => ({ mix, scenario })))
    .filter((cell) => dealers.some((dealer) => seriesOf(dealer, cell).some((value) => value !== null)));
  const level = (dealer: string, chosen = cells): BlockSeries =>
    meanOfSeries(chosen.map((cell) => seriesOf(dealer, cell)));
  const contrast = (dealer: string, chosen = cells): Contrast => {
    const levels = [level(dealer, chosen), level(reference, chosen)] as const;
    return { series: pairedDifference(...levels), levels };
  };
  const factors = [
    { factor: 'mix' as const, levels: mixes },
    { factor: 'scenario' as const, levels: scenarios },
  ].filter(({ levels }) => levels.length > 1);
  const bounds = differenceBounds(metric.bounds);
  const estimate = (series: BlockSeries): MeanEstimate | null =>
    intervalOverLooks(series, looks ?? undefined, metric);
  const judging = { bounds, looks: looks ?? undefined };
  return {
    levels: dealers.map((dealer) => ({ response, dealer, level: estimate(level(dealer)) })),
    mainEffects: tested(
      others.map((dealer) => ({ tags: { response, dealer }, ...contrast(dealer) })),
      judging,
    ),
    interactions: tested(
      factors.flatMap(({ factor, levels }) =>
        levels.flatMap((one) => {
          const chosen = cells.filter((cell) => cell[factor] === one);
          return others.map((dealer) => {
            const [part, whole] = [contrast(dealer, chosen), contrast(dealer)];
            return {
              tags: { response, dealer, factor, level: one },
              series: pairedDifference(part.series, whole.series),
              levels: [...part.levels, ...whole.levels],
            };
          });
        }),
      ),
      { ...judging, bounds: differenceBounds(bounds) },
    ),
    perScenario: tested(
      scenarios.flatMap((scenario) => {
        const chosen = cells.filter((cell) => cell.scenario === scenario);
        return others.map((dealer) => ({
          tags: { response, dealer, scenario, level: estimate(level(dealer, chosen)) },
          ...contrast(dealer, chosen),
        }));
      }),
      judging,
    ),
  };
}

/** The value of one policy in one cell, block by block: the mean over the seatings of its mix. */
function cellSeries(
  scores: readonly DealerScore[],
  blocks: readonly number[],
  metric: Metric<DealerScore>,
): (dealer: string, cell: Cell) => BlockSeries {
  const key = (dealer: string, { mix, scenario }: Cell, block: number): string =>
    JSON.stringify([dealer, mix, scenario, block]);
  const values = new Map<string, (number | null)[]>();
  for (const score of scores) {
    const at = key(score.dealer, score, score.block);
    values.set(at, [...(values.get(at) ?? []), metric.valueOf(score)]);
  }
  return (dealer, cell) => blocks.map((block) => meanOrNull(values.get(key(dealer, cell, block)) ?? []));
}

/** Estimates and tests contrasts as one family. */
function tested<Tags extends object>(
  contrasts: readonly (Contrast & { tags: Tags })[],
  judging: JudgingOptions,
): (Tags & Omit<JudgedDifference, 'estimate'> & { effect: MeanEstimate | null })[] {
  const judged = judgedDifferences(contrasts, judging);
  return contrasts.map(({ tags }, i) => {
    const { estimate, ...rest } = judged[i]!;
    return { ...tags, effect: estimate, ...rest };
  });
}
