/** How much longer than on a quiet machine things may take here; see CONTRIBUTING, "Tests". */
export const patience = Number(process.env.GRIDLEAGUE_TEST_PATIENCE ?? 2);
