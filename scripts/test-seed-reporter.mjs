/** Says at the end of a run that failed how to have it again: what its tests drew, and how patient they were. */
export default class TestSeedReporter {
  onRunComplete(_contexts, { numFailedTests, numRuntimeErrorTestSuites }) {
    if (numFailedTests + numRuntimeErrorTestSuites === 0) return;
    const names = ['GRIDLEAGUE_TEST_SEED', 'GRIDLEAGUE_TEST_PATIENCE'];
    const settings = names.map((name) => `${name}=${process.env[name]}`).join(' ');
    console.error(`\nTo draw the same again: ${settings} npm test -- <the file that failed>`);
  }
}
