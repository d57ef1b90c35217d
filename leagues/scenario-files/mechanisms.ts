/**
 * How prices come about, and which plugins sit at the seats; null: nobody plays it yet. Whoever plays one is found in
 * `matches/play/mechanisms/mechanisms.ts`.
 */
export const mechanismSeats = {
  'bundle-trading': 'agent',
  'double-auction': 'bidder',
  'clock-exchange': 'agent',
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

/** Price rules of a double auction, by the names that files give them. */
export const pricingNames = ['highest-ask', 'midpoint', 'pay-as-bid', 'mcafee', 'muda'] as const;
export type PricingName = (typeof pricingNames)[number];

/** What a mechanism comparison of a league plays; behind the slash another price rule than the highest ask. */
export const comparedMechanisms = [
  'bundle-trading',
  'double-auction',
  'double-auction/midpoint',
  'double-auction/pay-as-bid',
  'double-auction/mcafee',
  'double-auction/muda',
  'clock-exchange',
] as const satisfies readonly (PlayedMechanism | `double-auction/${PricingName}`)[];
export type ComparedMechanism = (typeof comparedMechanisms)[number];

/** The mechanism of a comparison, and its price rule where it is an auction. */
export function partsOf(compared: ComparedMechanism): {
  readonly mechanism: PlayedMechanism;
  readonly pricing: PricingName;
} {
  const [mechanism, pricing = 'highest-ask'] = compared.split('/') as [PlayedMechanism, PricingName?];
  return { mechanism, pricing };
}
