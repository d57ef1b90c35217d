/** @short-form 1/8 or none; each time: leagues/run/dispatcher.test.ts, matches/workers/worker-process.test.ts, contracts/service/embedded-chain.test.ts */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLong } from '#market/test/short-form.js';
import { gridleague } from '../cli/test/gridleague.js';
import type { MatchRow } from './runs/match-view.js';
import type { Page } from './problem/paging.js';
import { processesBelow } from './test/processes-below.js';
import { TINY } from './test/tiny-scenario.js';
import { ServerProcess } from './test/server-process.js';

const LEAGUE = `
id: stormy
title: A league among crashes
format: mixed
scenarios: [tiny]
blocks: ${isLong ? 48 : 4}
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
roundCap: 12
limits: { milliseconds: 30000 }
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-crash-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Result hashes by match. */
async function hashes(server: ServerProcess): Promise<Record<string, string | null>> {
  const { body } = await server.get<Page<MatchRow>>('/api/runs/stormy-1/matches?limit=500');
  return Object.fromEntries(body.items.map(({ id, resultHash }) => [id, resultHash]));
}

/** The first of these processes, once there is one. */
async function found(root: number, text: string): Promise<number> {
  for (;;) {
    const [pid] = processesBelow(root, text);
    if (pid !== undefined) return pid;
    await new Promise((later) => setTimeout(later, 20));
  }
}

describe('a run among crashes', () => {
  it('ends with the results of an undisturbed one: nothing lost, nothing counted twice', async () => {
    const file = join(folder, 'stormy.yaml');
    const market = join(folder, 'tiny.json');
    await writeFile(market, JSON.stringify(TINY));
    await writeFile(file, LEAGUE.replace('[tiny]', `['${market}']`));
    const undisturbed = await gridleague('league', file, '--no-chain', '--workers', '1', '--json');
    const expected = (JSON.parse(undisturbed.stdout) as { resultHashes: Record<string, string> })
      .resultHashes;

    const data = join(folder, 'data');
    const first = await ServerProcess.start(data, { GRIDLEAGUE_WORKERS: '2' });
    await first.scenario({ 'tiny.json': JSON.stringify(TINY) });
    await first.send('POST', '/api/leagues', first.adminToken, LEAGUE, {
      'content-type': 'application/yaml',
    });
    await first.post('/api/leagues/stormy/runs', {});
    await first.upload('for (;;) {}', 'unlucky', await first.team('unlucky'));
    process.kill(await found(first.pid, 'admission-main.js'), 'SIGKILL');
    // One thing after the other dies in the middle of the run, each once it has something to do.
    const victims = ['sandbox/main.mjs', 'compiler/program', 'workers/main.js', 'chain-process-main.js'];
    const killed: string[] = [];
    await first
      .follow('stormy-1', (type) => {
        if (type !== 'match') return;
        const victim = victims[0];
        if (victim === undefined) return process.kill(first.pid, 'SIGKILL');
        const [pid] = processesBelow(first.pid, victim);
        if (pid === undefined) return;
        process.kill(pid, 'SIGKILL');
        killed.push(victims.shift()!);
      })
      .catch(() => undefined); // the stream breaks when the server dies
    await first.kill();
    expect(killed).toHaveLength(4);

    const second = await ServerProcess.start(data, { GRIDLEAGUE_WORKERS: '2' });
    try {
      await second.follow('stormy-1');
      const run = await second.get<{ state: string; progress: { done: number } }>('/api/runs/stormy-1');
      expect(run.body).toMatchObject({ state: 'finished', progress: { done: Object.keys(expected).length } });
      expect(await hashes(second)).toEqual(expected);
    } finally {
      expect(await second.stop()).toBe(0);
    }
    expect(processesBelow(1, data)).toEqual([]);
  });
});
