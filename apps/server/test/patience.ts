/** How much slower than a quiet machine this one may be. */
export const patience = Number(process.env.GRIDLEAGUE_TEST_PATIENCE ?? 2);
