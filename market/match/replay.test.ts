import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectRoot } from '#project-root.js';
import { aMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';
import { theMatch } from '../test/replay-process.js';

describe('a match replays bit for bit', () => {
  it('in the same process, with the same solver, after unrelated matches', async () => {
    const first = await theMatch();
    await aMatch()
      .on(aRandomMarket('unrelated', { agents: 9 }))
      .with('zero-intelligence')
      .over(20)
      .rounds();
    expect(await theMatch()).toBe(first);
  });

  it('in another process', async () => {
    // Below the project, so that the child finds the packages.
    const scratch = join(projectRoot, 'var');
    mkdirSync(scratch, { recursive: true });
    const folder = mkdtempSync(join(scratch, 'replay-'));
    try {
      const outfile = join(folder, 'replay.mjs');
      await build({
        stdin: {
          contents: `import { theMatch } from './replay-process.js'; console.log(await theMatch());`,
          resolveDir: join(projectRoot, 'market/test'),
        },
        bundle: true,
        platform: 'node',
        format: 'esm',
        conditions: ['source'],
        external: ['highs', 'esbuild'],
        outfile,
      });
      const { stdout } = await promisify(execFile)(process.execPath, [outfile], {
        cwd: projectRoot,
        env: {},
      });
      expect(stdout.trim()).toBe(await theMatch());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
