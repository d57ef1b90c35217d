import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { defaultRules } from '#market/instance.js';
import type { Ledger, LedgerSummary } from '#market/ledger/ledger.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import { resultHash } from '#market/match/result-hash.js';
import { seededRng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';
import { inProcessTraders } from '#sandbox/in-process/in-process-traders.js';
import type { AgentPlugin } from '#plugins/sdk/index.js';
import { loadAgent, loadDealer } from '#sandbox/in-process/load-plugin.js';

type Market = Pick<DrawnMarket, 'instance' | 'rules' | 'fees' | 'tariff'>;

/** A scenario by name or file. */
export async function drawScenario(name: string, seed: string): Promise<Market> {
  return (await loadScenario(name)).draw(seed);
}

/** A random market of a size. */
export function drawRandom(agents: number, resources: number, roundCap = defaultRules.roundCap): Market {
  const settings = {
    agents,
    resources,
    rows: 4,
    columns: 4,
    coefficients: [-1, 5],
    endowments: 'spread',
    integer: false,
    cash: 1e6,
  } as const;
  const instance = randomMarket(`k${agents}-m${resources}`, settings, seededRng(`${agents}/${resources}`));
  return { instance, rules: { ...defaultRules, roundCap }, fees: new Float64Array(resources) };
}

export interface PlayedOn {
  readonly played: PlayedMatch;
  readonly hash: string;
  readonly summary: LedgerSummary;
}

/** Plays a market among reference plugins on a ledger; `culprit` has the first seat. */
export async function playOn(
  ledger: Ledger,
  market: Market,
  {
    agent = 'truthful',
    culprit,
    dealer = 'passive',
    seed = '1',
    solver,
  }: { agent?: string; culprit?: AgentPlugin; dealer?: string; seed?: string; solver?: LpSolver } = {},
): Promise<PlayedOn> {
  const lp = solver ?? (await createHighsSolver());
  const { instance, rules, fees, tariff } = market;
  const { maxOrders } = rules;
  const plugin = await loadAgent(agent);
  const plugins = instance.participants
    .filter(({ role }) => role === 'agent')
    .map((_, seat) => (seat === 0 && culprit ? culprit : plugin));
  const traders = inProcessTraders({ solver: lp, plugins, seed, maxOrders });
  const desk = inProcessDealer({ plugin: await loadDealer(dealer), seed, maxOrders });
  const clock = { now: () => 0 };
  try {
    const played = await playMatch({
      ...{ instance, rules, seed, fees, ledger, traders, dealer: desk, clock, solver: lp },
      ...(tariff && { tariff }),
    });
    for (const { valuation } of played.seats) valuation.dispose();
    return { played, hash: resultHash(played), summary: await ledger.close() };
  } finally {
    await traders.close();
    await desk.close();
  }
}
