/** What a plugin may write for its author in one match: further lines are counted, longer ones cut. */
export const consoleLimits = { lines: 100, characters: 500 };

/** Characters of what a plugin says of itself. */
export const nameLimits = { name: 60, description: 500 };
