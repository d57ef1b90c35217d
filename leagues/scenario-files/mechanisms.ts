/**
 * How prices come about, and which plugins sit at the seats; null: nobody plays it yet. Whoever plays one is found in
 * `matches/play/mechanisms/mechanisms.ts`.
 */
export const mechanismSeats = {
  'bundle-trading': 'agent',
  'double-auction': 'bidder',
  'grid-only': null,
} as const;

export type Mechanism = keyof typeof mechanismSeats;

/** Mechanisms that are played. */
export type PlayedMechanism = {
  [Name in Mechanism]: (typeof mechanismSeats)[Name] extends null ? never : Name;
}[Mechanism];

/** Plugins that sit at the seats of a match. */
export type SeatKind = (typeof mechanismSeats)[PlayedMechanism];

export const mechanisms = Object.keys(mechanismSeats) as [Mechanism, ...Mechanism[]];
export const playedMechanisms = mechanisms.filter(isPlayed) as [PlayedMechanism, ...PlayedMechanism[]];

export function isPlayed(mechanism: Mechanism): mechanism is PlayedMechanism {
  return mechanismSeats[mechanism] !== null;
}
