import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { seatKinds } from '#leagues/pairing/entrants.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import { conductOfLeague, conductOfMatch } from '#leagues/run/match-task.js';
import { mechanismSeats, partsOf } from '#leagues/scenario-files/mechanisms.js';
import { referencePlugins } from '#sandbox/admission/find-plugin.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { MatchRecord } from '#market/match/report/report.js';
import { conducted } from '../../play/conducted.js';
import { engineIdentity } from '../../play/engine-identity.js';
import { PluginsHere } from '../../play/line-ups/named-line-up.js';
import { ownId } from '../../play/line-ups/own-id.js';
import { playTask } from '../../play/play-task.js';
import { matchResults, runBoards, type RunBoards } from '../run-boards.js';

export interface PlayedHere extends RunBoards {
  readonly plan: RunPlan;
  /** of a match of the plan */
  readonly recordOf: (match: string) => MatchRecord;
}

/**
 * Plays a run of a league in this process, on a ledger in memory: real matches for tests about boards. `files`: of plugins that do
 * not come along, by name.
 */
export async function playedHere(
  definition: LeagueDefinition,
  files: ReadonlyMap<string, string> = new Map(),
): Promise<PlayedHere> {
  const solver = await createHighsSolver();
  const here = new PluginsHere(solver);
  const pathOf = (name: string): string => files.get(name) ?? name;
  const seats = seatKinds(definition);
  const load = (kind: FrozenSubmission['kind'], names: Iterable<string>) =>
    Promise.all([...names].map(async (name) => [name, kind, await here.plugin(pathOf(name), kind)] as const));
  // Whoever is not named plays a comparison in the name of its mechanism.
  const references: Readonly<Record<string, string>> = { agent: 'truthful', bidder: 'planner' };
  const namesOf = (kind: string): Iterable<string> =>
    !definition.mechanisms
      ? definition.entrants
      : definition.entrants === 'all'
        ? [references[kind]!]
        : referencePlugins(kind as 'agent').filter((name) => definition.entrants.includes(name));
  const loaded = [
    ...(await Promise.all(seats.map((kind) => load(kind, namesOf(kind))))).flat(),
    ...(await load('dealer', definition.dealers)),
  ];
  const submissions = loaded.map(([name, kind, { version, sha256, source }]): FrozenSubmission => {
    const baseline = !files.has(name);
    const id = baseline ? `reference-${kind}-${name}` : ownId({ kind, name, source });
    return { id, kind, name, version, sha256, baseline };
  });
  const nameOf = new Map(submissions.map(({ id, name }) => [id, name]));
  const scenarios = new Map<string, Scenario>();
  for (const name of definition.scenarios) scenarios.set(name, await loadScenario(name));
  const engine = await engineIdentity();
  const plan = planRun(definition, submissions, definition.id);
  const played = new Map<string, MatchRecord>();
  for (const match of plan.matches) {
    const { id, scenario, seed, teams, dealer, mechanism } = match;
    const conduct = conductOfMatch(conductOfLeague(definition), match);
    const drawn = conducted(scenarios.get(scenario)!.draw(seed), conduct, seed);
    const lineUp = await here.lineUp(
      teams.map((team) => pathOf(nameOf.get(team)!)),
      nameOf.get(dealer)!,
      mechanism ? mechanismSeats[partsOf(mechanism).mechanism] : seats[0]!,
    );
    const ledger = { chain: null, match: id, scenario };
    played.set(id, await playTask({ id, drawn, seed, lineUp, solver, engine, ledger }));
  }
  const results = matchResults({ id: definition.id, plan }, (match) => played.get(match.slice(definition.id.length + 1))); // prettier-ignore
  return { ...runBoards(definition, plan, results), plan, recordOf: (match) => played.get(match)! };
}
