/** What a plugin may write for its author in one match: further lines are counted, longer ones cut. */
export const consoleLimits = { lines: 100, characters: 500 };

/** Characters of what a plugin says of itself. */
export const nameLimits = { name: 60, description: 500 };

/** Characters that a strategy may leave to the next day. */
export const mostRemembered = 16_384;

/** Keys of orders: so many in one cancellation, and none larger. */
export const keyLimits = { keys: 4_096, largest: 1_000_000_000 };
