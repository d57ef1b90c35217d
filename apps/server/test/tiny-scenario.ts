/** A small market that every block draws anew. */
export const TINY = { kind: 'random', id: 'tiny', agents: 4, resources: 2, cash: 100 };
