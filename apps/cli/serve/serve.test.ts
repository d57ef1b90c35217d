import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { programRoot, projectRoot } from '#project-root.js';
import { postgresDatabase } from '#database/test/postgres-server.js';
import { temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

/** Matches of the demo league that a server has played. */
async function played(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/runs/demo-1`, { headers: { connection: 'close' } });
  if (!answer.ok) return 0;
  return ((await answer.json()) as { progress: { done: number } }).progress.done;
}

/** `serve` with these settings, until SIGTERM. */
function served(
  settings: Record<string, string>,
  ...options: string[]
): ChildProcessByStdio<null, Readable, Readable> {
  const main = resolve(programRoot, 'apps/cli/main.js');
  return spawn(process.execPath, ['--no-warnings', main, 'serve', ...options], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ ...process.env, NODE_OPTIONS: '', PORT: '0', DATABASE_URL: '', GRIDLEAGUE_DEMO: 'yes' },
      ...settings,
    },
  });
}

it('writes one JSON object a line to standard error with --log all, while matches are played too', async () => {
  const child = served({ GRIDLEAGUE_DATA: folder.path('data'), GRIDLEAGUE_WORKERS: '1' }, '--log', 'all');
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

const address = await postgresDatabase();

const places: [string, string, string][] = [['a file', '', 'wait for a start with more']];
if (address !== null) places.push(['PostgreSQL', address, 'wait for workers (npm run cli -- worker']);
it.each(places)('promises no leaderboard where nobody plays, on %s', async (name, database, words) => {
  const child = served({
    ...{ GRIDLEAGUE_DATA: folder.path(name), GRIDLEAGUE_WORKERS: '0', DATABASE_URL: database },
  });
  child.stderr.resume();
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (line.includes('Ctrl-C')) child.kill('SIGTERM');
  }
  expect(said).toContainEqual(expect.stringContaining(`GRIDLEAGUE_WORKERS is 0 its matches ${words}`));
  expect(said.join('\n')).not.toContain('in a minute or two');
});
