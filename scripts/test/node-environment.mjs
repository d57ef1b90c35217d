import { TestEnvironment } from 'jest-environment-node';
import { Agent, setGlobalDispatcher } from 'undici';
import { countCosts } from './file-costs.mjs';
import { keepTests, testsTaken } from './short-files.mjs';

// An answer may take as long as the test that waits for it: on a busy machine more than the five minutes of `fetch`.
setGlobalDispatcher(new Agent({ headersTimeout: 0, bodyTimeout: 0 }));

// A worker with nothing left to do ends at once: to free first what all its test files have left takes a busy machine longer than the
// half second that Jest waits.
if (process.send) process.once('beforeExit', () => process.exit());

/** Each test file has a process object of its own; what has to happen at its end happens at the end of the file. */
export default class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.told = countCosts(context.testPath);
    const { docblockPragmas, testPath } = context;
    this.testsTaken = testsTaken(docblockPragmas['short-form'], testPath, config.globalConfig);
  }

  async handleTestEvent({ name }, { rootDescribeBlock }) {
    if (name === 'run_start') keepTests(rootDescribeBlock, this.testsTaken);
  }

  async teardown() {
    this.global.process.emit('exit', 0);
    await super.teardown();
    this.told();
  }
}
