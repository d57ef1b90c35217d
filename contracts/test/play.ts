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
import type { AgentPlugin } from '#plugins/sdk/index.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';

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
  const pool = new Here(lp, rules.maxOrders);
  const plugin = await OwnPlugin.load(agent, 'agent', pool);
  const plugins = instance.participants
    .filter(({ role }) => role === 'agent')
    .map((_, seat) => (seat === 0 && culprit ? OwnPlugin.of(culprit) : plugin));
  const traders = sandboxTraders({ pool, plugins, seed });
  const desk = sandboxDealer({ pool, plugin: await OwnPlugin.load(dealer, 'dealer', pool), seed });
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
