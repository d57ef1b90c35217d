/** What a plugin may write for its author in one match: further lines are counted, longer ones cut. */
export const consoleLimits = { lines: 100, characters: 500 } as const;

/** Characters of what a plugin says of itself. */
export const nameLimits = { name: 60, description: 500 } as const;

/** Characters of an error of its own that are told. */
export const errorLimits = { message: 500, stack: 3_000 } as const;

/** Characters that a strategy may leave to the next day. */
export const mostRemembered = 16_384;

/** Keys of orders: so many in one cancellation, and none larger. */
export const keyLimits = { keys: 4_096, largest: 1_000_000_000 } as const;

/** Rows, columns and matrix entries of a problem that is handed over at all; the budget of a call is smaller. */
export const largestPacked = 1_000_000;
