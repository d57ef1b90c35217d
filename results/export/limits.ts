/** What is kept of open orders and of the quantities of their bundles: a match with more has no orders in its tables from some round on. */
export const orderTableLimits = { lines: 2_000_000, quantities: 4_000_000 } as const;
