import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { MarketRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { Execution, MatchRecord, RoundRecord } from '#market/match/report.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { chainNotices, openChain, type LedgerChoice } from '../ledger/ledger-choice.js';
import { MatchLogs } from '../ledger/match-logs.js';
import { engineIdentity } from './engine-identity.js';
import { lineUp } from './named-line-up.js';
import { playTask } from './play-task.js';
import { checkPlayable } from './playable.js';

/** What `play` was asked for; plugins by reference name or file. */
export interface PlayRequest {
  readonly scenario: string;
  /** the scenario, where it has been read already */
  readonly loaded?: Scenario;
  /** dealt to the agent seats in turn */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly seed: string;
  readonly rules: Partial<Pick<MarketRules, 'roundCap' | 'book' | 'settlement'>>;
  /** where the ledger is kept */
  readonly chain: LedgerChoice;
  /** where transactions on a chain are written */
  readonly dataFolder: string;
  /** where the plugins' code runs */
  readonly execution: Execution;
  /** told what of the scenario does not apply where the ledger is kept */
  readonly onNotice?: (notice: string) => void;
  readonly onRound?: (round: RoundRecord) => void;
}

export interface PlayedScenario extends MatchRecord {
  readonly scenario: Scenario;
  readonly drawn: DrawnMarket;
  /** every participant's plan x at the end, in seat order */
  readonly plans: readonly Float64Array[];
  /** file of its transactions; null: it was not on a chain */
  readonly log: string | null;
}

/** Draws a scenario, seats the plugins and plays. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function playScenario(request: PlayRequest): Promise<PlayedScenario> {
  const { scenario: name, seed, rules, chain: choice, onRound } = request;
  const scenario = request.loaded ?? (await loadScenario(name));
  const solver = await createHighsSolver();
  const drawn = withRules(scenario.draw(seed), rules);
  checkPlayable(scenario, drawn, solver, name);
  const plugins = await lineUp(request.execution, request.agents, request.dealer, solver);
  try {
    for (const notice of [...chainNotices(choice, drawn.chain), ...(drawn.notices ?? [])])
      request.onNotice?.(`${name}: ${notice}`);
    const id = `${scenario.id}/${seed}`;
    const log = choice === 'memory' ? null : new MatchLogs(request.dataFolder).fileOf(id);
    const chain = await openChain(choice, conditionsOf(drawn.chain));
    try {
      let plans: readonly Float64Array[] = [];
      const record = await playTask({
        ...{ id, drawn, seed, lineUp: plugins, solver, engine: await engineIdentity() },
        ledger: { chain: chain && chain.source, match: id, scenario: name, ...(log !== null && { log }) },
        ...(onRound && { onRound }),
        onPlayed: ({ seats }) => (plans = seats.map(({ plan }) => plan)),
      });
      return { ...record, scenario, drawn, plans, log };
    } finally {
      await chain?.source.close();
    }
  } finally {
    await plugins.close();
  }
}

function withRules(drawn: DrawnMarket, rules: Partial<MarketRules>): DrawnMarket {
  return { ...drawn, rules: { ...drawn.rules, ...rules } };
}
