import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { programRoot, projectRoot } from '#project-root.js';
import { temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

/** Matches of the demo league that a server has played. */
async function played(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/runs/demo-1`, { headers: { connection: 'close' } });
  if (!answer.ok) return 0;
  return ((await answer.json()) as { progress: { done: number } }).progress.done;
}

it('writes one JSON object a line to standard error with --log all, while matches are played too', async () => {
  const child = spawn(
    process.execPath,
    ['--no-warnings', resolve(programRoot, 'apps/cli/main.js'), 'serve', '--log', 'all'],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ ...process.env, NODE_OPTIONS: '', PORT: '0', DATABASE_URL: '' },
        ...{ GRIDLEAGUE_DATA: folder.path('data'), GRIDLEAGUE_WORKERS: '1', GRIDLEAGUE_DEMO: 'yes' },
      },
    },
  );
  const log = text(child.stderr);
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url ||= /is at (http:\S+)/.exec(line)?.[1] ?? '';
    if (!line.includes('Ctrl-C')) continue;
    while ((await played(url)) < 2) await setTimeout(50);
    child.kill('SIGTERM');
  }
  const lines = (await log).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
    expect.objectContaining({ event: 'run started' }),
  );
});
