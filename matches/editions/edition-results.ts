import type { Edition } from '#leagues/definition/load-edition.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchReport } from '#market/match/report/report.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { dealerScore, type DealerScore } from '#results/metrics/dealer-scores.js';
import { teamScores, type TeamScore } from '#results/metrics/team-scores.js';
import type { Board } from '#results/standings/board.js';
import { boardOfPolicies, boardOfTeams, type ScoredInput } from '#results/standings/build-board.js';
import { dealerEffects, type DealerEffects } from '#results/standings/dealer-effects.js';
import type { PlayedLeague } from '../workers/play-league.js';
import { frozenScenarios } from '../runs/league-packages.js';
import { matchResults, REFERENCE_DEALER } from '../runs/run-boards.js';

/** What was played of one league of an edition. Plain data. */
export interface LeagueScores<Score> {
  readonly scenarios: readonly FrozenScenario[];
  readonly plugins: readonly FrozenSubmission[];
  readonly scores: readonly Score[];
  readonly void: number;
  /** by `placeName` */
  readonly resultHashes: Readonly<Record<string, string>>;
}

/** What is published of an edition of the benchmark: enough for new rows, and for a check of every match. */
export interface EditionResults {
  readonly edition: string;
  readonly engine: MatchReport['engine'] | null;
  readonly agents: LeagueScores<TeamScore>;
  readonly dealers: LeagueScores<DealerScore>;
}

/** The scores of a league of agents. */
export function agentScores(played: PlayedLeague): LeagueScores<TeamScore> {
  return leagueScores(played, teamScores);
}

/** The scores of a league of dealers. */
export function dealerScores(played: PlayedLeague): LeagueScores<DealerScore> {
  return leagueScores(played, (result) => [dealerScore(result)].filter((score) => score !== null));
}

/** Both as one; of a plugin that is in both, `b` counts. */
export function joinedScores<Score>(a: LeagueScores<Score>, b: LeagueScores<Score>): LeagueScores<Score> {
  const plugins = new Map([...a.plugins, ...b.plugins].map((plugin) => [plugin.id, plugin]));
  return {
    scenarios: a.scenarios,
    plugins: [...plugins.values()],
    scores: [...a.scores, ...b.scores],
    void: a.void + b.void,
    resultHashes: a.resultHashes,
  };
}

export function agentStandings({ agents: { ranking } }: Edition, agents: LeagueScores<TeamScore>): Board {
  return boardOfTeams(boardInput(agents, ranking, 'agent'));
}

export function dealerStandings(
  { dealers: { ranking } }: Edition,
  dealers: LeagueScores<DealerScore>,
): Board {
  return boardOfPolicies(boardInput(dealers, ranking, 'dealer'));
}

/** Effects of the policies against passive. */
export function policyEffects({ plugins, scores }: LeagueScores<DealerScore>): DealerEffects {
  const reference = plugins.find(
    ({ kind, name, baseline }) => kind === 'dealer' && baseline && name === REFERENCE_DEALER,
  );
  return dealerEffects(scores, reference!.id);
}

function boardInput<Score>(
  { plugins, scores, void: lost }: LeagueScores<Score>,
  { weights }: LeagueDefinition['ranking'],
  kind: FrozenSubmission['kind'],
): ScoredInput<Score> {
  const contestants = plugins
    .filter((plugin) => plugin.kind === kind)
    .map(({ id, name, version, baseline }) => ({ id, name, version, baseline }));
  return { contestants, weights, scores, matches: { scored: scores.length, void: lost } };
}

function leagueScores<Score>(
  { id, plan, packages, played }: PlayedLeague,
  scoresOf: (result: MatchResult) => readonly Score[],
): LeagueScores<Score> {
  const { all } = matchResults({ id, plan }, (match) => played.get(match));
  const scores = all.map(scoresOf);
  return {
    scenarios: frozenScenarios(packages),
    plugins: plan.submissions.filter(({ id }) =>
      plan.matches.some(({ teams, dealer }) => dealer === id || teams.includes(id)),
    ),
    scores: scores.flat(),
    void: scores.filter(({ length }) => length === 0).length,
    resultHashes: Object.fromEntries(all.map(({ place, report }) => [placeName(place), report.resultHash])),
  };
}

/** Tells the matches of an edition apart, whoever else played. */
function placeName({ block, scenario, dealer, teams }: MatchResult['place']): string {
  return [`block ${block}`, scenario, dealer, ...teams].join(', ');
}
