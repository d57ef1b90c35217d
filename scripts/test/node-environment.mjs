import { TestEnvironment } from 'jest-environment-node';
import { countCosts } from './file-costs.mjs';

/** Each test file has a process object of its own; what has to happen at its end happens at the end of the file. */
export default class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.told = countCosts(context.testPath);
  }

  async teardown() {
    this.global.process.emit('exit', 0);
    await super.teardown();
    this.told();
  }
}
