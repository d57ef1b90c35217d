/** @short-form 1/10 or none; each time: apps/server/operation/fair-queue.test.ts, sandbox/admission/admit.test.ts */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dealt, sampled } from '#market/test/short-form.js';
import { lastingDescriptors } from './test/lasting-descriptors.js';
import { processesBelow } from './test/processes-below.js';
import { ServerProcess, shadedSource } from './test/server-process.js';
import type { SubmissionView } from './submissions/submission-view.js';

/** Legal, and takes long: arithmetic in every call. */
const SLOW = `
import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'slow',
  create: () => ({
    bid(view) {
      let sum = 0;
      for (let i = 0; i < 3e6; i++) sum = (sum + i * view.round) % 1000003;
      return sum < 0 ? [{ bundle: new Float64Array(view.prices.length), limit: 0 }] : [];
    },
  }),
});
`;
const hasPrlimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

async function stillChecking(at: ServerProcess, id: string): Promise<boolean> {
  return (await at.get<SubmissionView>(`/api/submissions/${id}`)).body.status === 'checking';
}
const ADMISSION = 'admission-main.js';

async function expectWaiting(at: ServerProcess): Promise<void> {
  const { status, body } = await at.get('/api/ready');
  expect({ status, body }).toMatchObject({
    // Without a single descriptor more it cannot even tell what it wants for.
    ...{ status: 503, body: { type: expect.stringMatching(/:(cannot-check|no-means)$/) as string } },
  });
  const metrics = await at.get('/api/metrics');
  if (metrics.status === 200) expect(metrics.text).toMatch(/^gridleague_admissions_well 0$/m);
}

/** What is asked again until a connection is had. */
async function connected<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask();
    } catch (error) {
      // What fetch throws is of another realm.
      if ((error as Error).message !== 'fetch failed') throw error;
    }
}

let folder = '';
let server: ServerProcess;
const start = (settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
  ServerProcess.start(join(folder, 'data'), settings);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-admissions-'));
  server = await start();
  await server.withoutShippedLeagues();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function status(id: string): Promise<SubmissionView['status']> {
  return (await server.get<SubmissionView>(`/api/submissions/${id}`)).body.status;
}

async function lastCheck(id: string): Promise<SubmissionView['checks'][number]> {
  const { body } = await server.get<SubmissionView>(`/api/submissions/${id}`, server.adminToken);
  return body.checks.at(-1)!;
}

/** The process of a check that goes on; waits for one that is none of `known`. */
async function admissionProcess(known: readonly number[] = []): Promise<number> {
  for (;;) {
    const pid = processesBelow(server.pid, ADMISSION).find((one) => !known.includes(one));
    if (pid !== undefined) return pid;
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Waits until the processes of checks before are gone: one that has its verdict may take a while to end. */
async function noProcess(at = server): Promise<void> {
  while (processesBelow(at.pid, ADMISSION).length > 0) await new Promise((later) => setTimeout(later, 50));
}

const uploaded = async (source: string, name: string, team: string): Promise<string> => {
  const { status, body } = await server.upload(source, name, team);
  expect(status).toBe(202);
  return body.id;
};

describe('every submission gets its verdict', () => {
  sampled(0.4)('when the process of its checks is killed once: they begin again', async () => {
    const team = await server.team('once');
    await noProcess();
    const id = await uploaded(await shadedSource(), 'mine', team);
    process.kill(await admissionProcess(), 'SIGKILL');
    expect((await server.checked(id)).status).toBe('accepted');
  });

  it.each(dealt([['SIGKILL'], ['SIGABRT'], ['SIGSEGV']] as const, 1))(
    'when it is ended by %s each time: rejected, and not called the fault of the plugin',
    async (signal) => {
      const team = await server.team(signal.toLowerCase());
      await noProcess();
      const id = await uploaded(SLOW, 'slow', team);
      const killed: number[] = [];
      while (killed.length < 3) {
        killed.push(await admissionProcess(killed));
        process.kill(killed.at(-1)!, signal);
      }
      expect((await server.checked(id)).status).toBe('rejected');
      expect(await lastCheck(id)).toMatchObject({
        ...{ name: 'platform', passed: false },
        message: expect.stringMatching(/lost in 3 attempts.*need not be the plugin's fault/) as string,
      });
    },
  );

  sampled(0.5)('when its checks hang: stopped, begun again, and then called too slow', async () => {
    const other = await ServerProcess.start(join(folder, 'hang'));
    const team = await other.team('hang');
    await other.withoutShippedLeagues();
    const { body } = await other.upload(SLOW, 'slow', team);
    const [pid] = await (async () => {
      for (;;) {
        const found = processesBelow(other.pid, ADMISSION);
        if (found.length > 0) return found;
        await new Promise((later) => setTimeout(later, 50));
      }
    })();
    process.kill(pid!, 'SIGSTOP');
    await other.stop();
    const again = await ServerProcess.start(join(folder, 'hang'), { GRIDLEAGUE_ADMISSION_SECONDS: '1' });
    try {
      expect((await again.checked(body.id)).status).toBe('rejected');
      const { body: seen } = await again.get<SubmissionView>(`/api/submissions/${body.id}`, team);
      expect(seen.checks).toEqual([
        {
          ...{ name: 'time', passed: false },
          message: expect.stringMatching(
            /too slow: its checks were not done in 1 s, in 2 attempts/,
          ) as string,
        },
      ]);
      expect(processesBelow(again.pid, ADMISSION)).toEqual([]);
    } finally {
      await again.stop();
    }
  });

  (hasPrlimit ? sampled(0.35) : it.skip)(
    'when no process of checks can do its work: they wait, and no loss counts',
    async () => {
      // The compiler's engine, of which each process has a copy, is larger; the database is not.
      const short = await ServerProcess.start(join(folder, 'short'), {}, [
        'prlimit',
        '--fsize=5000000:unlimited',
      ]);
      try {
        await short.withoutShippedLeagues();
        const { body } = await short.upload(await shadedSource(), 'mine', await short.team('short'));
        const waits = '"event":"admissions wait"';
        while (!short.said.includes(waits) && (await stillChecking(short, body.id)))
          await new Promise((later) => setTimeout(later, 50));
        expect(short.said).toMatch(/"event":"surroundings not found".*EFBIG/);
        await expectWaiting(short);
        const lift = ['--pid', String(short.pid), '--fsize=unlimited:unlimited'];
        expect(spawnSync('prlimit', lift).status).toBe(0);
        expect((await short.checked(body.id)).status).toBe('accepted');
        expect(short.said).toMatch('"event":"admissions go on"');
        expect((await short.get('/api/ready')).status).toBe(200);
      } finally {
        await short.stop();
      }
      // Of the attempts that may be lost, none was.
      const database = new DatabaseSync(join(folder, 'short', 'gridleague.sqlite'));
      expect(database.prepare('SELECT attempts FROM submission WHERE name = ?').get('mine')).toEqual({
        attempts: 1,
      });
      database.close();
    },
  );

  (hasPrlimit ? sampled(0.35) : it.skip)(
    'when no process can be started for want of descriptors: they wait for room',
    async () => {
      const other = await ServerProcess.start(join(folder, 'descriptors'));
      const limit = (most: string): number | null =>
        spawnSync('prlimit', ['--pid', String(other.pid), `--nofile=${most}:`]).status;
      try {
        const team = await other.team('descriptors');
        await other.withoutShippedLeagues();
        // What a start opens and closes again is done when there is a verdict, and its process has ended.
        await other.checked((await other.upload('export default 1;', 'first', team)).body.id);
        await noProcess(other);
        // Answered after the end of that process has been seen, and its pipes closed.
        await other.get('/api/ready');
        // Room for a request, not for the pipes of a process, also when idle connections have been closed.
        expect(limit(String((await lastingDescriptors(other.pid)) + 2))).toBe(0);
        const source = await shadedSource();
        const { body } = await connected(() => other.upload(source, 'mine', team));
        // Whoever asks meanwhile may find no descriptor for the connection.
        while (
          !other.said.includes('"event":"admissions wait"') &&
          (await connected(() => stillChecking(other, body.id)))
        )
          await new Promise((later) => setTimeout(later, 50));
        expect(other.said).toMatch(/"event":"(admission lost|admissions wait)".*EMFILE/);
        await connected(() => expectWaiting(other));
        expect(limit('4096')).toBe(0);
        expect((await connected(() => other.checked(body.id))).status).toBe('accepted');
        expect((await connected(() => other.get('/api/ready'))).status).toBe(200);
      } finally {
        await other.stop();
      }
    },
  );

  sampled(0.5)('when the server is killed in the middle', async () => {
    const team = await server.team('server-killed');
    await noProcess();
    const id = await uploaded(await shadedSource(), 'mine', team);
    await admissionProcess();
    await server.kill();
    server = await start();
    expect((await server.checked(id)).status).toBe('accepted');
  });

  sampled(0.4)('when the server dies of it each time', async () => {
    const team = await server.team('server-killer');
    await noProcess();
    const id = await uploaded(SLOW, 'slow', team);
    for (let life = 0; life < 3; life++) {
      await admissionProcess();
      await server.kill();
      server = await start();
    }
    expect((await server.checked(id)).status).toBe('rejected');
    expect(await lastCheck(id)).toMatchObject({ name: 'platform' });
  });

  sampled(0.4)('when the server is stopped in the middle, which counts as no attempt', async () => {
    const team = await server.team('stopped');
    const id = await uploaded(await shadedSource(), 'mine', team);
    for (let life = 0; life < 4; life++) {
      if ((await status(id)) === 'checking') await server.stop();
      else break;
      server = await start();
    }
    expect((await server.checked(id)).status).toBe('accepted');
  });

  sampled(0.3)('unless it is withdrawn', async () => {
    const team = await server.team('withdrawn');
    // Its checks go on all the same, and the team's next ones wait for them.
    const id = await uploaded(SLOW.replace('3e6', '3e5'), 'slow', team);
    await server.send('DELETE', `/api/submissions/${id}`, team);
    const next = await uploaded(await shadedSource(), 'next', team);
    expect((await server.checked(next)).status).toBe('accepted');
    expect(await status(id)).toBe('withdrawn');
  });
});

describe('slow submissions', () => {
  it('hold up their own team: another one is served in turn, and waiting ones are bounded', async () => {
    const [slow, quick] = [await server.team('slow-team'), await server.team('quick-team')];
    const waiting: string[] = [];
    for (let i = 0; i < 10; i++) waiting.push(await uploaded(SLOW, `slow-${i}`, slow));
    const refused = await server.upload(SLOW, 'one-more', slow);
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    const id = await uploaded(await shadedSource(), 'mine', quick);
    expect((await server.checked(id)).status).toBe('accepted');
    const left = await Promise.all(waiting.map(status));
    expect(left.filter((one) => one === 'checking').length).toBeGreaterThan(5);
    // One at a time of a team; the process of one that has its verdict may still be ending.
    while (processesBelow(server.pid, ADMISSION).length > 1)
      await new Promise((later) => setTimeout(later, 50));
    for (const one of waiting) await server.send('DELETE', `/api/submissions/${one}`, slow);
  });
});
