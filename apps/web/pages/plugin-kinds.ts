/** What plugins are called, by their kind. */
export const KINDS = { agent: 'Strategy', dealer: 'Dealer policy', bidder: 'Bidder' } as const;

export type Kind = keyof typeof KINDS;
