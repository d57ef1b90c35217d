import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { MatchReport } from '#market/match/report/report.js';
import { gridleague, shell, temporaryFolder } from '../test/gridleague.js';
import { dealt, sampled } from '#market/test/short-form.js';

const folder = temporaryFolder();
beforeAll(() => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
});

/** Of a match in which it is of no matter where the ledger is kept. */
const inMemory = (...args: string[]): Promise<MatchReport> => reportOf(...args, '--chain', 'memory');
/** Nor where its strategies, which come along, run. */
const simply = (...args: string[]): Promise<MatchReport> => inMemory(...args, '--in-process');

async function reportOf(...args: string[]): Promise<MatchReport> {
  const { code, stdout, stderr } = await gridleague('play', ...args, '--json');
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as MatchReport;
}

describe('play --json', () => {
  it('prints one document on stdout: the numerical example of [BLEMS], solved', async () => {
    const report = await reportOf('blems-example');
    expect(report.outcome).toBe('converged');
    // docs/market-rules.md, "The worked example": Z = -12.5 at prices (0.5, 0.5), allocations (5, 2) and (3, 3)
    expect(report.optimum).toBeCloseTo(-12.5, 9);
    expect(report.cost).toBeCloseTo(-12.5, 6);
    [0.5, 0.5].forEach((price, r) => expect(report.prices[r]).toBeCloseTo(price, 6));
    [5, 2, 3, 3].forEach((quantity, i) => expect(report.allocation.flat()[i]).toBeCloseTo(quantity, 6));
    expect(report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
  });

  it('gives the same result in another process, and another for another seed', async () => {
    const file = folder.path('small.json');
    await writeFile(
      file,
      JSON.stringify({ kind: 'random', id: 'small', agents: 3, resources: 2, cash: 100 }),
    );
    const [first, second, other] = await Promise.all([
      inMemory(file, '--seed', '3'),
      simply(file, '--seed', '3'),
      simply(file, '--seed', '4'),
    ]);
    expect(second.resultHash).toBe(first.resultHash);
    expect(other.resultHash).not.toBe(first.resultHash);
  });

  sampled(0.4)('deals several strategies to the seats in turn', async () => {
    const report = await simply('random-small', '--agent', 'truthful', '--agent', 'shaded', '--rounds', '2');
    expect(report.seats.map(({ plugin }) => plugin).slice(0, 4)).toEqual([
      'truthful',
      'shaded',
      'truthful',
      'shaded',
    ]);
    expect(report.rounds).toBe(2);
    expect(report.outcome).toBe('round-cap');
  });

  sampled(0.25)('plays a community and its exported linear form to the same result', async () => {
    const exported = await gridleague('scenario', 'demo-community', '--seed', '2', '--json');
    const file = folder.path('exported.json');
    await writeFile(file, exported.stdout);
    const [community, linear] = await Promise.all([
      simply('demo-community', '--seed', '2'),
      simply(file, '--seed', '2'),
    ]);
    expect(community.outcome).toBe('converged');
    expect(linear.resultHash).toBe(community.resultHash);
  });

  it('says how agents come and go', async () => {
    const file = folder.path('asleep.json');
    await writeFile(
      file,
      JSON.stringify({
        ...{ kind: 'random', id: 'asleep', agents: 3, resources: 2, communication: 'asynchronous' },
        asynchronous: { rate: 0.5, window: 0, agents: { 'agent-1': 2 }, information: 'asymmetric' },
      }),
    );
    const { stdout } = await gridleague('play', file, '--chain', 'memory', '--in-process');
    expect(stdout).toMatch(/^Converged in/m);
    expect(stdout).toContain(
      'Asynchronous: 0.5 wake-ups a minute (agent-1 2), one agent at a time, with prices as last heard.',
    );
    expect(stdout).toMatch(/^1\.0 participants a round, and all of them in \d+ market calls?\.$/m);
  });

  it('plays a strategy from a file', async () => {
    const file = folder.path('silent.ts');
    await writeFile(
      file,
      `import { defineAgent } from '@gridleague/sdk';
       export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`,
    );
    const report = await inMemory('blems-example', '--agent', file);
    expect(report.seats.map(({ plugin }) => plugin)).toEqual(['silent', 'silent']);
    expect(report.cost).toBeCloseTo(report.noTrade, 9);
  });
});

describe('play for a reader', () => {
  sampled(0.4)('fits 100 columns without colour codes and says what matters', async () => {
    const { code, stdout } = await gridleague('play', 'demo-community');
    expect(code).toBe(0);
    // Where it keeps its transactions is as long as the folder's name.
    const usual = stdout.replaceAll(folder.path('data'), 'var');
    expect(Math.max(...usual.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    expect(stdout).not.toContain('\x1b');
    for (const phrase of [
      'Converged in',
      'of what was possible',
      'Who gained what',
      'Price of energy',
      'Conservation',
    ])
      expect(stdout).toContain(phrase);
    expect(stdout).toMatch(/Result +[0-9a-f]{64}/);
  });

  it('names what went wrong in a strategy', async () => {
    const file = folder.path('broken.ts');
    await writeFile(
      file,
      `import { defineAgent } from '@gridleague/sdk';
       export default defineAgent({ name: 'broken', create: () => ({ bid() { throw new Error('no idea'); } }) });`,
    );
    const agents = ['--agent', 'truthful', '--agent', file];
    const { stdout } = await gridleague('play', 'blems-example', '--chain', 'memory', ...agents);
    expect(stdout).toMatch(/Failures +agent-2 \(broken\), round 1: threw: .*no idea.*broken\.ts:2/);
  });

  it.each(dealt(['play blems-example | true', 'scenario winter-community --json | head -c 1'], 1))(
    'is quiet when its reader goes away: %s',
    async (line) => {
      const { code, stderr } = await shell(`set -o pipefail; $GRIDLEAGUE ${line}`);
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/EPIPE|Error|^ +at /m);
    },
  );
});

describe('play --csv', () => {
  it('writes complete tables and leaves nothing else behind', async () => {
    const target = folder.path('tables');
    expect((await simply('blems-example', '--csv', target)).outcome).toBe('converged');
    const files = ['account', 'bundles', 'orders', 'prices', 'rounds', 'seats', 'trades'].map(
      (name) => `${name}.csv`,
    );
    expect((await readdir(target)).sort()).toEqual(files);
    expect((await readdir(folder.path('.'))).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const file of files) {
      const [titles, ...rows] = (await readFile(`${target}/${file}`, 'utf8')).trimEnd().split('\r\n');
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row.split(',')).toHaveLength(titles!.split(',').length);
    }
  });

  sampled(0.4)('has payments that add up to those of the report', async () => {
    const target = folder.path('sums');
    const report = await simply('random-small', '--csv', target);
    const rows = (await readFile(`${target}/trades.csv`, 'utf8')).trimEnd().split('\r\n').slice(1);
    const paid = report.perSeat.map(() => 0);
    for (const row of rows) {
      const cells = row.split(',');
      paid[Number(cells[1])]! += Number(cells[6]);
    }
    report.perSeat.forEach(({ payment }, seat) => expect(paid[seat]).toBeCloseTo(payment, 6));
  });

  it('writes nothing when the match cannot be played', async () => {
    const target = folder.path('nothing');
    const { code } = await gridleague('play', 'no-such-scenario', '--csv', target);
    expect(code).toBe(2);
    expect((await readdir(folder.path('.'))).filter((name) => name.includes('nothing'))).toEqual([]);
  });

  it('refuses a file in place of a folder', async () => {
    const { code, stderr } = await gridleague('play', 'blems-example', '--csv', 'package.json');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('--csv package.json: is a file') as string,
    });
  });
});
