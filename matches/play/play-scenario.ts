import { agentSeats } from '#market/seating.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import type { MarketRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { Execution, MatchRecord, RoundRecord } from '#market/match/report.js';
import { MatchLogs } from '../ledger/match-logs.js';
import { engineIdentity } from './engine-identity.js';
import { systemClock } from './system-clock.js';
import { InputError } from '../input-error.js';
import { chainNotices } from '../ledger/chain-notices.js';
import { lineUp } from './line-up.js';
import { withLedger, type ChainChoice } from '../ledger/match-ledger.js';
import { runMatch } from './run-match.js';

/** What `play` was asked for; plugins by reference name or file. */
export interface PlayRequest {
  readonly scenario: string;
  /** dealt to the agent seats in turn */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly seed: string;
  readonly rules: Partial<Pick<MarketRules, 'roundCap' | 'book'>>;
  /** where the ledger is kept */
  readonly chain: ChainChoice;
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
  /** file of its transactions; null: it was not on a chain */
  readonly log: string | null;
}

/** Draws a scenario, seats the plugins and plays. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function playScenario(request: PlayRequest): Promise<PlayedScenario> {
  const { seed, onRound } = request;
  const scenario = await loadScenario(request.scenario);
  checkPlayable(scenario, request.scenario);
  const plugins = await lineUp(request.execution, request.agents, request.dealer);
  try {
    const solver = await createHighsSolver();
    const drawn = withRules(scenario.draw(seed), request.rules);
    checkSolvable(drawn, solver, request.scenario);
    for (const notice of chainNotices(request.chain, drawn.chain))
      request.onNotice?.(`${request.scenario}: ${notice}`);
    const seats = agentSeats(drawn.instance);
    const { maxOrders } = drawn.rules;
    const engine = await engineIdentity();
    const id = `${scenario.id}/${seed}`;
    const log = new MatchLogs(request.dataFolder).fileOf(id);
    const match = await withLedger(
      { choice: request.chain, match: id, scenario: request.scenario, drawn, log },
      (ledger) =>
        runMatch({
          ...{ id, drawn, seed, ledger, solver, engine, clock: systemClock },
          plugins: plugins.identities(seats),
          dealerPlugin: plugins.dealer,
          execution: plugins.execution,
          ...plugins.seat({ seats, seed, maxOrders, solver }),
          ...(onRound && { onRound }),
        }),
    );
    return { ...match, scenario, drawn, log: request.chain === 'memory' ? null : log };
  } finally {
    await plugins.close();
  }
}

function checkPlayable({ mechanism, sealed }: Scenario, file: string): void {
  if (mechanism !== 'bundle-trading')
    throw new InputError(`${file}: mechanism: ${mechanism} cannot be played yet (use bundle-trading)`);
  if (sealed) throw new InputError(`${file}: sealed: sealed orders cannot be played yet (set it to false)`);
}

function withRules(drawn: DrawnMarket, rules: Partial<MarketRules>): DrawnMarket {
  return { ...drawn, rules: { ...drawn.rules, ...rules } };
}
