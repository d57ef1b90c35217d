import { gainParts } from '#market/referee/gain-account.js';
import { boardKpis, carbonFigures, communityScore, type CarbonFigure } from '../metrics/community-score.js';
import { boundedGap } from '../metrics/convergence.js';
import type { MatchResult } from '../metrics/match-result.js';
import { teamScores, type TeamScore } from '../metrics/team-scores.js';
import type { Cell, CellTable } from '../standings/board-table.js';

/** What a plugin is called; its id has a column of its own. */
type NameOf = (id: string) => string;

/** One row per match, void ones included. */
export function matchTable(matches: readonly MatchResult[], nameOf: NameOf): CellTable {
  const carbon = carbonFigures.filter((id) =>
    matches.some(({ report }) => communityScore(report)[id] !== undefined),
  );
  const mechanisms = matches.some(({ place }) => place.mechanism !== undefined);
  return {
    columns: [
      ...(mechanisms ? ['mechanism'] : []),
      ...[
        'match',
        'block',
        'scenario',
        'dealer',
        'teams',
        'outcome',
        'rounds',
        'optimum',
        'no_trade',
        'baseline',
        'cost',
      ],
      ...['efficiency', 'gap', 'dealer_cash', 'fees'],
      ...gainParts.map((part) => `${part}_share`),
      ...['bill_per_household', ...boardKpis, ...carbon],
      ...['timing_dependent', 'result_hash', 'dealer_id', 'team_ids'],
    ],
    rows: matches.map(({ place, report }) => [
      ...(mechanisms ? [place.mechanism ?? null] : []),
      ...[place.id, place.block, place.scenario, nameOf(place.dealer)],
      ...[place.teams.map(nameOf).join(' + '), report.outcome],
      ...[
        report.rounds,
        report.optimum,
        report.noTrade,
        report.baseline,
        report.cost,
        report.efficiency,
        boundedGap(report.gap),
      ],
      ...[report.dealerCash, report.fees],
      ...gainParts.map((part) => report.gainShares?.[part] ?? null),
      ...communityCells(report, carbon),
      ...[report.timingDependent, report.resultHash, place.dealer, place.teams.join(' + ')],
    ]),
  };
}

function communityCells(report: MatchResult['report'], carbon: readonly CarbonFigure[]): Cell[] {
  const community = communityScore(report);
  return [community.billPerHousehold, ...[...boardKpis, ...carbon].map((id) => community[id] ?? null)];
}

/** One row per team and match: the raw scores behind the board of agents. */
export function scoreTable(matches: readonly MatchResult[], nameOf: NameOf): CellTable {
  return {
    columns: [
      ...['team', 'match', 'block', 'scenario', 'dealer', 'households', 'welfare', 'cost', 'gap_integral'],
      ...['rounds_to_1_percent', 'censored_1_percent', 'rounds_to_1e-6', 'censored_1e-6', 'unproven_rounds'],
      ...['gini', 'worse_off_share', 'failures', 'team_id', 'dealer_id'],
    ],
    rows: matches.flatMap(teamScores).map((score) => scoreRow(score, nameOf)),
  };
}

function scoreRow(score: TeamScore, nameOf: NameOf): Cell[] {
  const { gapIntegral, toOnePercent, toMillionth, unprovenRounds } = score.convergence;
  return [
    ...[nameOf(score.team), score.match, score.block, score.scenario, nameOf(score.dealer), score.households],
    ...[score.welfare, score.cost, gapIntegral, toOnePercent.rounds, toOnePercent.censored],
    ...[toMillionth.rounds, toMillionth.censored, unprovenRounds],
    ...[score.gini, score.worseOffShare, score.failures, score.team, score.dealer],
  ];
}
