/** @short-form 1/3 or none; each time: sandbox/outside */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { patience } from '#market/test/patience.js';
import { dealt } from '#market/test/short-form.js';
import { programRoot, projectRoot } from '#project-root.js';

/** After which a test hangs, milliseconds; on a quiet machine each takes seconds. */
const HANGS = 600_000 * patience;
const folder = resolve(projectRoot, 'clients/python');
const found = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;
if (!found) console.warn('clients/python is NOT TESTED here: there is no python3 from 3.10 on');

/** The package's own tests, which play matches with the command that is compiled here. */
(found ? describe : describe.skip)('the package of Python', () => {
  const hostile = ['test_hostile_server', 'test_hostile_line', 'test_hostile_engine'];
  const others = ['test_results', 'test_env', 'test_agent', 'test_remote', 'test_examples', 'test_docs'];
  it.each([...hostile, ...dealt(others, 2)])('passes its %s', (test) => {
    const { status, stderr, error } = spawnSync('python3', ['-m', 'unittest', `tests.${test}`], {
      cwd: folder,
      timeout: HANGS,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ NODE_OPTIONS: '', PYTHONDONTWRITEBYTECODE: '1' },
        GRIDLEAGUE_COMMAND: `"${process.execPath}" "${resolve(programRoot, 'apps/cli/main.js')}"`,
      },
    });
    if (error) throw error;
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});
