import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { processorMilliseconds } from '#sandbox/processes/scheduling.js';
import { ServedLeague } from '../league/served-league.js';
import type { Connected, Known } from './many-agents.js';

/** What remote agents cost the server's own process; match workers, which play, are others. */
export interface RemoteFigures {
  readonly agents: number;
  /** memory of the process that came with each connection, kB */
  readonly kilobytesEach: number;
  /** processor time to let one in, ms */
  readonly connectMilliseconds: number;
  /** of a core, while all are connected and nothing is played */
  readonly idleShare: number;
  /** asked in the matches, questions to tools not counted */
  readonly calls: number;
  /** processor time of the server for each call, everything that a match costs it included, ms */
  readonly callMilliseconds: number;
  /** calls that failed */
  readonly failures: number;
  /** why some could not connect */
  readonly broke: string | null;
}

/** As many as a team may name. */
const EACH = 20;
const IDLE_SECONDS = 60;
const ROUNDS = 10;

/** Connects so many agents to a server of its own and has the first ones play, a run for each team. */
export async function measureAgents(folder: string, agents: number, runs: number): Promise<RemoteFigures> {
  const server = await ServedLeague.start(folder, {
    ...{ GRIDLEAGUE_WRITES_PER_MINUTE: '1000000', GRIDLEAGUE_REMOTE_SECONDS: '3600' },
    // However busy the machine is.
    GRIDLEAGUE_REQUEST_SECONDS: '3600',
    // Each comes from an address of its own: of one, sixty a minute may connect.
    GRIDLEAGUE_PROXIES: '1',
  });
  const program = fork(join(import.meta.dirname, 'many-agents.js'));
  try {
    const known = await registered(server, agents);
    process.stderr.write(`${known.length} agents registered\n`);
    const [memory, used] = [await kilobytes(server.pid), processorMilliseconds(server.pid)];
    const [{ broke }] = await told<Connected>(program, { url: server.url, known });
    const cost = {
      kilobytesEach: ((await kilobytes(server.pid)) - memory) / agents,
      connectMilliseconds: (processorMilliseconds(server.pid) - used) / agents,
    };
    process.stderr.write(`connected${broke === null ? '' : `: ${broke}`}\n`);
    const still = processorMilliseconds(server.pid);
    await pause(IDLE_SECONDS * 1000);
    const idleShare = (processorMilliseconds(server.pid) - still) / (IDLE_SECONDS * 1000);
    const before = processorMilliseconds(server.pid);
    const failures = await played(server, Math.min(runs, agents / EACH));
    const spent = processorMilliseconds(server.pid) - before;
    const [{ calls }] = await told<{ readonly calls: number }>(program, { calls: true });
    return { agents, ...cost, idleShare, calls, callMilliseconds: spent / calls, failures, broke };
  } finally {
    program.kill();
    await server.stop();
  }
}

/** Teams of remote agents, and a league for each. */
async function registered(server: ServedLeague, agents: number): Promise<Known[]> {
  const known: Known[] = [];
  for (let team = 0; team < agents / EACH; team++) {
    const { token } = tokenOf.parse(await server.post('/teams', { name: `team-${team}` }));
    const names = Array.from({ length: EACH }, (_, i) => `agent-${i}`);
    for (const name of names) {
      const form = new FormData();
      for (const [field, value] of Object.entries({ kind: 'agent', name, remote: 'yes' }))
        form.set(field, value);
      await server.post('/submissions', form, token);
      known.push({ name, token });
    }
    await server.post('/leagues', {
      ...{
        id: `league-${team}`,
        title: `Team ${team}`,
        format: 'mixed',
        scenarios: ['random-large'],
        blocks: 1,
      },
      ...{ matchSize: EACH, roundCap: ROUNDS, remote: true },
      entrants: names.map((name) => `team-${team}/${name}`),
    });
  }
  return known;
}

/** One run after the other; calls that failed. */
async function played(server: ServedLeague, runs: number): Promise<number> {
  let failures = 0;
  for (let i = 0; i < runs; i++) {
    await server.post(`/leagues/league-${i}/runs`, {});
    await server.over(`league-${i}-1`);
    const { items } = listOf.parse(await server.get(`/runs/league-${i}-1/matches?limit=500`));
    for (const { id } of items) {
      const { report } = matchAnswer.parse(await server.get(`/matches/${id}`));
      failures += report.perSeat.reduce((sum, seat) => sum + seat.failures.length, 0);
    }
  }
  return failures;
}

const tokenOf = z.object({ token: z.string() });
const listOf = z.object({ items: z.array(z.object({ id: z.string() })) });
const matchAnswer = z.object({
  report: z.object({ perSeat: z.array(z.object({ failures: z.array(z.unknown()) })) }),
});

async function told<T>(program: ChildProcess, message: object): Promise<[T]> {
  const answer = once(program, 'message') as Promise<[T]>;
  program.send(message);
  return answer;
}

/** Resident memory of a process. */
async function kilobytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]);
}
