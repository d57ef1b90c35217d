import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '#project-root.js';
import { ServerProcess } from './test/server-process.js';

it('the documented way by curl leads from a new team to a verified match', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-first-'));
  const server = await ServerProcess.start(folder);
  try {
    const { stdout } = await promisify(execFile)(
      'docs/examples/first-league.sh',
      ['plugins/agents/shaded.ts'],
      {
        cwd: projectRoot,
        env: { ...process.env, GRIDLEAGUE_URL: server.url, ADMIN_TOKEN: server.adminToken },
      },
    );
    expect(stdout).toMatch(/submission \S+ is accepted/);
    expect(stdout).toContain('"state":"finished"');
    expect(stdout).toContain('sunny-side/night-saver');
    expect(stdout).toMatch(/"identical":true/);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
});
