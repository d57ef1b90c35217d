import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import { conductOfLeague } from '#leagues/run/match-task.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { identityOf, type MatchRecord } from '#market/match/report.js';
import { dealt } from '#market/seating.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { conducted } from '../../play/conducted.js';
import { engineIdentity } from '../../play/engine-identity.js';
import { playTask } from '../../play/play-task.js';
import { matchResults, runBoards, type RunBoards } from '../run-boards.js';

export interface PlayedHere extends RunBoards {
  readonly plan: RunPlan;
  /** of a match of the plan */
  recordOf(match: string): MatchRecord;
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
  const pool = new Here(solver);
  const load = async (kind: 'agent' | 'dealer', names: readonly string[] | 'all') =>
    Promise.all([...names].map(async (name) => [name, kind, await OwnPlugin.load(files.get(name) ?? name, kind, pool)] as const)); // prettier-ignore
  const loaded = [
    ...(await load('agent', definition.entrants)),
    ...(await load('dealer', definition.dealers)),
  ];
  const plugins = new Map(loaded.map(([name, , plugin]) => [name, plugin]));
  const submissions = loaded.map(([name, kind, { version, sha256 }]): FrozenSubmission => {
    return { id: name, kind, name, version, sha256, baseline: !files.has(name) };
  });
  const scenarios = new Map<string, Scenario>();
  for (const name of definition.scenarios) scenarios.set(name, await loadScenario(name));
  const engine = await engineIdentity();
  const plan = planRun(definition, submissions, definition.id);
  const played = new Map<string, MatchRecord>();
  for (const { id, scenario, seed, teams, dealer } of plan.matches) {
    const drawn = conducted(scenarios.get(scenario)!.draw(seed), conductOfLeague(definition));
    const agents = teams.map((team) => plugins.get(team)!);
    const limits = { ...pool.limits, orders: drawn.rules.maxOrders };
    const desk = plugins.get(dealer)!;
    const lineUp = {
      execution: 'in-process' as const,
      identities: (seats: number) => dealt(agents, seats).map(identityOf),
      dealer: identityOf(desk),
      seat: ({ seats }: { readonly seats: number }) => ({
        traders: sandboxTraders({ pool, plugins: dealt(agents, seats), seed, limits }),
        dealer: sandboxDealer({ pool, plugin: desk, seed, limits }),
      }),
    };
    const ledger = { chain: null, match: id, scenario };
    played.set(id, await playTask({ id, drawn, seed, lineUp, solver, engine, ledger }));
  }
  const results = matchResults({ id: definition.id, plan }, (match) => played.get(match.slice(definition.id.length + 1))); // prettier-ignore
  return { ...runBoards(definition, plan, results), plan, recordOf: (match) => played.get(match)! };
}
