// Every npm script goes through here: `node scripts/run.mjs <task> [arguments]`.
// It needs no dependency and runs on any Node >= 18. It makes sure that Node 24, the
// packages of the lock file and (where the task runs compiled code) a fresh build are there,
// then hands over. What is already done is not done again.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { cleanEnvironment, ensureNode } from './setup/node.mjs';
import { fail } from './setup/say.mjs';
import { tasks } from './tasks.mjs';

const [taskName = '', ...args] = process.argv.slice(2);
const task = tasks[taskName];
if (!task) fail(`unknown task "${taskName}". Known tasks: ${Object.keys(tasks).join(', ')}`, 2);

const { node, environment } = await withLock(async () => {
  const node = await ensureNode();
  const environment = cleanEnvironment(node);
  await ensureDependencies(node, environment);
  if (task.build) await ensureBuild(node, environment);
  return { node, environment };
});

/** Runs one step to its end; passes on the signals that ask it to stop. @returns {Promise<number>} */
function runStep(step) {
  return new Promise((done) => {
    const child = spawn(node.path, step.args, {
      stdio: 'inherit',
      env: { ...environment, ...step.env },
    });
    const forward = (signal) => child.kill(signal);
    // A terminal's Ctrl-C reaches the child by itself; it decides how to end, not we.
    const ignore = () => {};
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', ignore);
    child.on('error', (error) => fail(`could not start ${step.args[0]}: ${error.message}`));
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', ignore);
      done(code ?? (signal ? 128 + constants.signals[signal] : 1));
    });
  });
}

for (const step of task.steps(args)) {
  const code = await runStep(step);
  if (code !== 0) process.exit(code);
}
