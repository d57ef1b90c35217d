import { TestEnvironment } from 'jest-environment-node';
import { Agent, setGlobalDispatcher } from 'undici';
import { countCosts } from './file-costs.mjs';
import { keepTests, testsTaken } from './short-files.mjs';

// An answer may take as long as the test that waits for it: on a busy machine more than the five minutes of `fetch`.
setGlobalDispatcher(new Agent({ headersTimeout: 0, bodyTimeout: 0 }));

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
