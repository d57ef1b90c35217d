import { createHighsSolver } from '#market/lp/highs-solver.js';
import { defaultSandboxLimits } from '../calls/limits.js';
import type { BatchOutcome } from '../calls/plugin-pool.port.js';
import type { SeatCall } from '../calls/seat-call.js';
import { JsonProgram } from './json-program.js';
import { programMilliseconds, ProgramSeats, type ProgramTimes } from '../elsewhere/program-seats.js';
import { SeatDesks } from '../elsewhere/seat-desks.js';

// Programs in JavaScript that speak the protocol by hand; strategies in Python are played in clients/python/tests.

const READY = `const say = (said) => console.log(typeof said === 'string' ? said : JSON.stringify(said));
  const hear = (what) => require('node:readline').createInterface(process.stdin).on('line', (line) => what(JSON.parse(line)));
  say({ ready: { kind: 'agent', name: 'by-hand', description: '' } });`;

const remember: SeatCall = { seat: 0, verb: 'remember' };

/** What becomes of so many calls, one batch after the other. */
async function calling(script: string, calls = 1, times?: ProgramTimes): Promise<BatchOutcome[]> {
  const desks = new SeatDesks(await createHighsSolver(), defaultSandboxLimits, () => performance.now());
  const program = { program: process.execPath, args: ['-e', script], env: {} };
  const seats = new ProgramSeats(() => new JsonProgram(program), desks, times);
  const outcomes: BatchOutcome[] = [];
  for (let call = 0; call < calls; call++) outcomes.push(await seats.run([remember]));
  await seats.close();
  return outcomes;
}

const result = (outcome: object): object => ({
  status: 'answered',
  results: [expect.objectContaining(outcome)],
});

describe('a strategy that is a program', () => {
  it('answers calls; what it says of a call that is over counts for nothing', async () => {
    const script = `${READY} hear(({ n }) => { say({ n: n - 1, threw: 'late' }); say({ n, done: true }); });`;
    expect(await calling(script, 2)).toMatchObject([result({ outcome: 'ok' }), result({ outcome: 'ok' })]);
  });

  it('fails with what it throws, and with what it says in another form', async () => {
    const script = `${READY} let calls = 0; hear(({ n, refused }) => say(refused ? { n, threw: refused } : [
      { n, threw: 'by\\nhand' }, 'no JSON', [n], { n, threw: 'enough', overBudget: true }, { n, tool: 'value', bundle: [] },
    ][calls++]));`;
    expect(await calling(script, 5)).toMatchObject([
      result({ outcome: 'threw', reason: 'by hand' }),
      result({ outcome: 'invalid-output', reason: 'answered with a line that is no JSON: no JSON' }),
      result({ outcome: 'invalid-output', reason: 'answered with something that is no object' }),
      result({ outcome: 'over-budget', reason: 'enough' }),
      result({ outcome: 'threw', reason: 'the tools can only be used inside bid(), order() and settled()' }),
    ]);
  });

  it.each([
    ['ends in a call', `${READY} hear(() => process.exit(7));`, 'process-lost', /ended with code 7/],
    ['ends before it is ready', 'process.exit(8)', 'process-lost', /ended with code 8/],
    [
      'begins with something else',
      'console.log("hello")',
      'process-lost',
      /began with a line that is no JSON/,
    ],
    ['says nothing', `${READY} hear(() => undefined);`, 'timed-out', /took longer than 50 ms/],
    [
      'says too much',
      `${READY} hear(() => { for (;;) say({ n: 0 }); });`,
      'timed-out',
      /took longer than 50 ms/,
    ],
  ] as const)('is lost when it %s, and gone', async (_, script, kind, reason) => {
    const [outcome] = await calling(script, 1, {
      ...programMilliseconds,
      call: kind === 'timed-out' ? 50 : 30_000,
    });
    expect(outcome).toMatchObject({
      status: 'lost',
      kind,
      culprit: 0,
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('is lost when there is no such program', async () => {
    const desks = new SeatDesks(await createHighsSolver(), defaultSandboxLimits, () => performance.now());
    const program = { program: '/nowhere/python3', args: [], env: {} };
    const seats = new ProgramSeats(() => new JsonProgram(program), desks);
    const outcome = await seats.run([remember]);
    expect(outcome).toMatchObject({
      status: 'lost',
      kind: 'process-lost',
      reason: expect.stringMatching(/could not be started/) as string,
    });
    await seats.close();
  });

  it('that cannot be loaded fails in every call', async () => {
    const script = `console.log(JSON.stringify({ threw: 'no such module' }));`;
    expect(await calling(script, 2)).toMatchObject(
      [1, 2].map(() => result({ outcome: 'threw', reason: 'no such module' })),
    );
  });
});
