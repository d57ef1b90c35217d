import type { DealerDesk, Traders } from '#market/traders.port.js';
import { defaultRules, type MarketInstance, type MarketRules } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import { aRandomMarket } from '#market/test/markets.js';

/** A small random market; `seed` draws it. */
export function aMarket(seed: string, agents = 4, resources = 2): MarketInstance {
  return aRandomMarket(seed, { agents, resources });
}

/** Plays the market with these strategies and closes them. */
export async function aMatch(
  instance: MarketInstance,
  traders: Traders,
  dealer: DealerDesk,
  rules: Partial<MarketRules> = {},
): Promise<PlayedMatch> {
  try {
    return await playMatch({
      instance,
      rules: { ...defaultRules, roundCap: 60, ...rules },
      seed: 'match',
      traders,
      dealer,
      ledger: new MemoryLedger(),
      solver: await createHighsSolver(),
      clock: { now: () => performance.now() / 1000 },
    });
  } finally {
    await traders.close();
    await dealer.close();
  }
}

/** Everything of a match that must be reproducible. */
export function traceOf(match: PlayedMatch): unknown {
  return {
    outcome: match.outcome,
    rounds: match.rounds,
    closing: match.closing,
    failures: match.seats.map((seat) => seat.failures),
  };
}
