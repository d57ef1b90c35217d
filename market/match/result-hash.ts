import { createHash } from 'node:crypto';
import type { PlayedMatch } from './play-match.js';

/**
 * Fingerprint of everything about a match that must be reproducible: how it went, round by round,
 * and where it ended, to the last ledger unit. Timing, addresses and names are left out, so a
 * replay, another process, another ledger or an exported copy of the scenario give the same hash.
 */
export function resultHash(played: PlayedMatch): string {
  const { outcome, rounds, opening, closing, prices, seats, dealer } = played;
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    hash.update(
      JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'bigint' ? entry.toString() : entry)),
    );
    hash.update('\n');
  };
  add({ version: 1, outcome });
  for (const state of [opening, closing])
    add([
      state.seats.map(({ allocation, cash }) => [allocation, cash]),
      state.inventory,
      state.dealerCash,
      state.prices,
    ]);
  for (const round of rounds) add({ ...round, transactions: undefined });
  add(Array.from(prices));
  add(
    seats.map(({ costBefore, cost, failures }) => [
      costBefore,
      cost,
      failures.map(({ round, kind }) => [round, kind]),
    ]),
  );
  add(dealer.failures.map(({ round, kind }) => [round, kind]));
  return hash.digest('hex');
}
