/**
 * How much longer than on a quiet machine things may take here: the one factor by which deadlines in tests are scaled.
 * Measured before the tests start (jest.config.mjs), or what `GRIDLEAGUE_TEST_PATIENCE` says.
 */
export const patience = Number(process.env.GRIDLEAGUE_TEST_PATIENCE ?? 2);
