import type { MarketInstance } from './instance.js';

// Players share the seats of a market in turn: agent seat j is played by `players[j % players.length]`.

/** Who plays agent seat `seat`. */
export function playerOf<Player>(players: readonly Player[], seat: number): Player {
  return players[seat % players.length]!;
}

/** Who plays each of so many agent seats. */
export function dealtToSeats<Player>(players: readonly Player[], seats: number): Player[] {
  return Array.from({ length: seats }, (_, seat) => playerOf(players, seat));
}

/** Number of seats that are played by agents; the grid has one of its own. */
export function agentSeatCount({ participants }: MarketInstance): number {
  return participants.filter(({ role }) => role === 'agent').length;
}
