/** @short-form 1/8 or none; each time: leagues/run/dispatcher.test.ts */
import { spawnSync } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '../cli/test/gridleague.js';
import { processesBelow } from './test/processes-below.js';
import { ServerProcess, shadedSource } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';

const LEAGUE = `
id: crowded
title: On a machine with no room for another process
format: self-play
scenarios: [tiny]
blocks: 6
entrants: [truthful]
roundCap: 12
limits: { milliseconds: 30000 }
`;

const folder = temporaryFolder();
const isRoot = process.getuid?.() === 0;
/** No limit holds for root; of another user, who has nothing else here, all that runs is the server's. */
const user = 1_000_000 + process.pid;
const asUser = isRoot ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : [];
const canLimit =
  process.platform === 'linux' &&
  ['prlimit', 'setpriv'].every((one) => spawnSync(one, ['--version']).status === 0);

(canLimit ? it : it.skip)(
  'where no process can be forked runs and admissions wait, lose nothing, and go on by themselves',
  async () => {
    const [home, data] = [folder.path(''), folder.path('data')];
    if (isRoot) await chown(home, user, user);
    const server = await ServerProcess.start(data, { TMPDIR: home, HOME: home }, asUser);
    const limit = (...options: string[]): string => {
      const [command, ...args] = [...asUser, 'prlimit', '--pid', String(server.pid), ...options];
      const { status, stdout } = spawnSync(command!, args);
      expect(status).toBe(0);
      return String(stdout).trim();
    };
    const usual = limit('--nproc', '--output=SOFT', '--noheadings');
    const said = async (event: string): Promise<void> => {
      while (!server.said.includes(`"event":"${event}"`)) await new Promise((later) => setTimeout(later, 50));
    };
    try {
      await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
      await server.league(LEAGUE);
      const team = await server.team('crowd');
      await server.withoutShippedLeagues();
      await server.post('/api/leagues/crowded/runs', {});
      const first = Promise.withResolvers<void>();
      const followed = server.follow('crowded-1', (type) => type === 'match' && first.resolve());
      await first.promise;
      limit('--nproc=1:');
      for (const worker of processesBelow(server.pid, 'workers/main.js')) process.kill(worker, 'SIGKILL');
      const { body } = await server.upload(await shadedSource(), 'mine', team);
      await said('matches wait');
      await said('admissions wait');
      expect(server.said).toMatch(/"event":"matches wait"[^\n]*EAGAIN/);
      expect(server.said).toMatch(/"event":"admission lost"[^\n]*EAGAIN/);
      expect((await server.get('/api/ready')).status).toBe(503);
      limit(`--nproc=${usual}:`);
      await followed;
      expect((await server.get('/api/runs/crowded-1')).body).toMatchObject({
        ...{ state: 'finished', error: null, progress: { done: 6, total: 6 } },
      });
      expect((await server.checked(body.id)).status).toBe('accepted');
      expect((await server.get('/api/metrics')).text).not.toMatch(/^gridleague_match_faults_total\S* /m);
    } finally {
      await server.stop();
    }
    // Of the attempts that may be lost, none was.
    const database = new DatabaseSync(join(data, 'gridleague.sqlite'));
    const attempts = (table: string): unknown =>
      database.prepare(`SELECT DISTINCT attempts FROM ${table} WHERE attempts > 0`).all();
    expect([attempts('match'), attempts('submission')]).toEqual([[{ attempts: 1 }], [{ attempts: 1 }]]);
    database.close();
  },
);
