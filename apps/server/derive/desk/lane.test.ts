import { spawnSync } from 'node:child_process';
import { freeChain } from '#contracts/service/chain-conditions.js';
import { projectRoot } from '#project-root.js';
import { Lane } from './lane.js';

const ENDLESS = { job: 'read-league', request: { text: '['.repeat(250_000), form: 'yaml' } };
const QUICK = { job: 'read-league', request: { text: '{"id": 1}', form: 'json' } };

describe('a lane of the desk', () => {
  let lane: Lane;
  afterEach(() => lane.close());

  it('gives a job up that takes too long, and does the next', async () => {
    lane = new Lane({ seconds: 0.2, mostWaiting: 20, megabytes: 256 }, '');
    await expect(lane.do(ENDLESS)).rejects.toMatchObject({ code: 'slow-job' });
    lane = new Lane({ seconds: 60, mostWaiting: 20, megabytes: 256 }, '');
    await expect(lane.do(QUICK)).rejects.toMatchObject({ name: 'LeagueError' });
  });

  it('is handed what it is to take apart: nothing is copied, however large', async () => {
    lane = new Lane({ seconds: 60, mostWaiting: 20, megabytes: 256 }, '');
    const bytes = new Uint8Array(60_000_000);
    const request = { bytes, contentType: 'multipart/form-data; boundary=x', conditions: null };
    const done = lane.do({ job: 'read-scenario', request });
    await expect(done).rejects.toMatchObject({ code: 'bad-upload', message: 'has no end' });
    expect(bytes.byteLength).toBe(0);
  });

  it('is held by nobody: a caller has a share of it, and others their own', async () => {
    lane = new Lane({ seconds: 0.2, mostWaiting: 5, mostOfOne: 3, megabytes: 256 }, '');
    const held = [1, 2, 3].map(() => lane.do(ENDLESS, 'a'));
    for (let i = 0; i < 11; i++)
      expect(() => lane.do(ENDLESS, 'a')).toThrow(
        expect.objectContaining({ status: 429, retryAfter: 1 }) as Error,
      );
    const others = [lane.do(QUICK, 'b'), lane.do(QUICK)];
    expect(() => lane.do(QUICK, 'c')).toThrow(expect.objectContaining({ status: 503 }) as Error);
    for (const one of held) await expect(one).rejects.toMatchObject({ code: 'slow-job' });
    await Promise.allSettled(others);
    // What is over counts no more.
    const next = [1, 2, 3].map(() => lane.do(QUICK, 'a'));
    await Promise.allSettled(next);
    expect(next).toHaveLength(3);
  });

  it('begins no job for which nobody waits any more, and frees its share', async () => {
    lane = new Lane({ seconds: 0.2, mostWaiting: 5, mostOfOne: 2, megabytes: 256 }, '');
    const told: string[] = [];
    const tell = (what: string, job: Promise<unknown>): Promise<unknown> =>
      job.catch(({ code }: { code: string }) => told.push(`${what} ${code}`));
    const leaving = new AbortController();
    const slow = tell('slow', lane.do(ENDLESS, 'a', leaving.signal));
    const left = [1, 2].map((n) => tell(`left ${n}`, lane.do(QUICK, 'b', leaving.signal)));
    expect(() => lane.do(QUICK, 'b')).toThrow(expect.objectContaining({ status: 429 }) as Error);
    leaving.abort();
    await Promise.all(left);
    // What had begun goes on.
    expect(told).toEqual(['left 1 busy', 'left 2 busy']);
    // Taken in, whatever comes of it in so short a time.
    await Promise.allSettled([lane.do(QUICK, 'b', new AbortController().signal)]);
    await slow;
    expect(told[2]).toBe('slow slow-job');
    expect(() => lane.do(QUICK, 'b', leaving.signal)).toThrow('nobody waits');
  });

  it('lets callers take turns, however many jobs one of them has sent before', async () => {
    lane = new Lane({ seconds: 60, mostWaiting: 20, megabytes: 256 }, '');
    const order: string[] = [];
    const done = ['a', 'a', 'a', 'b', 'c'].map((caller) =>
      lane.do(QUICK, caller).catch(() => order.push(caller)),
    );
    await Promise.all(done);
    expect(order.join('')).toBe('aabca');
  });

  it('ends a job that needs too much memory, and the process lives on', () => {
    const program = `
      const { Lane } = await import('#apps/server/derive/desk/lane.js');
      const limits = { seconds: 600, mostWaiting: 20, megabytes: 40, spare: 256 };
      const names = [];
      for (const each of ['[[]]', '{"a":1}']) {
        const lane = new Lane(limits, '');
        const text = '{"scenarios":[' + new Array(3_000_000).fill(each).join() + ']}';
        await lane.do({ job: 'read-league', request: { text, form: 'json' } }).catch(({ name }) => names.push(name));
        await lane.close();
      }
      process.stdout.write(names.join(' '), () => process.exit());
    `;
    // Threads would inherit an --input-type.
    const { stdout } = spawnSync(process.execPath, ['--eval', program], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(stdout).toBe('LargeJobError LargeJobError');
  });

  it('ends a job whose memory is in typed arrays, which no limit of a thread counts', async () => {
    lane = new Lane({ seconds: 600, mostWaiting: 20, megabytes: 16, spare: 128 }, '');
    const scenario = {
      ...{ kind: 'community', id: 'long', start: '2025-01-01', step: 'PT15M', periods: 'day', days: 400 },
      households: [{ id: 'home', load: { annualEnergy: 3000 } }],
      grid: { retail: 0.3, feedIn: 0.1 },
      dealer: { chp: { power: 1, fuel: 0.1, minimumUp: 1e4, minimumDown: 1e4 } },
    };
    const form = new FormData();
    form.append('file', new Blob([JSON.stringify(scenario)]), 'long.json');
    const sent = new Response(form);
    const contentType = sent.headers.get('content-type')!;
    const request = { bytes: new Uint8Array(await sent.arrayBuffer()), contentType, conditions: freeChain };
    await expect(lane.do({ job: 'read-scenario', request })).rejects.toMatchObject({ name: 'LargeJobError' });
  });

  it('says that there is no thread for a job where the process may open nothing more', () => {
    const program = `
      import { openSync } from 'node:fs';
      const { Lane } = await import('#apps/server/derive/desk/lane.js');
      const { problemOf } = await import('#apps/server/requests/problem.filter.js');
      const lane = new Lane({ seconds: 60, mostWaiting: 20, megabytes: 256 }, '');
      try { for (;;) openSync('/dev/null'); } catch {}
      const error = await lane.do({ job: 'read-league', request: { text: '{}', form: 'json' } }).catch((error) => error);
      process.stdout.write(JSON.stringify(problemOf(error)), () => process.exit());
    `;
    const command = 'ulimit -n 100 && exec "$0" --input-type=module --eval "$1"';
    const { stdout } = spawnSync('sh', ['-c', command, process.execPath, program], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toMatchObject({ status: 503, code: 'no-means', retryAfter: 30 });
  });
});
