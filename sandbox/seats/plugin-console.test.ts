/** @short-form 1/3; each time: traders.test.ts */
import { aMarket, aMatch, traceOf } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import { PluginConsole } from './plugin-console.js';
import { sandboxDealer } from './dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from './traders.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';

const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

const talkative = (words: string): Promise<Submission> =>
  prepareSubmission(
    `import { defineAgent } from '@gridleague/sdk';
console.log('loaded');
export default defineAgent({ name: 'talkative', create: () => ({ bid: (view) => { ${words}; return []; } }) });`,
    'talkative.ts',
  );

/** What its author, and the author of the plugin beside it, hear of a match of `rounds` rounds. */
async function hear(words: string, rounds = 1) {
  const plugin = await talkative(words);
  const other = await reference('agent', 'truthful');
  const consoles = new Map([
    [plugin, new PluginConsole()],
    [other, new PluginConsole()],
  ]);
  const played = await aMatch(
    aMarket('talk', 2),
    sandboxTraders({
      ...{ pool, seed: 'talk', limits, plugins: [other, plugin] },
      consoleOf: (submission) => consoles.get(submission),
    }),
    sandboxDealer({ pool, plugin: await reference('dealer', 'passive'), seed: 'talk', limits }),
    { roundCap: rounds },
  );
  return { own: consoles.get(plugin)!, others: consoles.get(other)!, trace: traceOf(played) };
}

describe('the console of a plugin', () => {
  it('is heard by its author, line by line, and by nobody else', async () => {
    const { own, others } = await hear(
      "console.log('round', view.round, [1, { a: null }], Float64Array.of(1, 2.5)); console.warn('two\\nlines'); console.error(new TypeError('x'))",
    );
    expect(own.lines).toEqual([
      { seat: 1, text: 'loaded' },
      { seat: 1, text: 'round 1 [1,{"a":null}] [1, 2.5]' },
      { seat: 1, text: 'warning: two lines' },
      { seat: 1, text: 'error: TypeError: x' },
    ]);
    expect(others.lines).toEqual([]);
  });

  it('is heard also of a call that fails', async () => {
    const { own } = await hear("console.log('before'); throw new Error('x')");
    expect(own.lines.map(({ text }) => text)).toEqual(['loaded', 'before']);
  });

  it('says 100 lines of 500 characters a match; the rest is counted', async () => {
    const { own } = await hear(
      "for (let i = 0; i < 80; i++) console.log('x'.repeat(10_000)); console.log(view.round)",
      2,
    );
    expect(own.lines).toHaveLength(100);
    expect(own.lines[1]!.text).toBe('x'.repeat(500));
    expect(own.unsaid).toBe(1 + 2 * 81 - 100);
  });

  it('changes nothing of the match', async () => {
    expect((await hear("console.log('x')", 5)).trace).toEqual((await hear('', 5)).trace);
  });

  it('never throws at the plugin, whatever is written', async () => {
    const { trace } = await hear(
      "console.log({ toJSON() { throw 1; } }, Symbol('s')); const o = {}; o.o = o; console.log(o, null, undefined, 1n, new Proxy({}, { get() { throw 2; } }))",
    );
    expect(trace).toMatchObject({ failures: [[], []] });
  });
});

describe('a process that was taken over', () => {
  it.each([
    null,
    'x',
    { lines: 'x', unsaid: NaN },
    { lines: [1, {}, null], unsaid: -5 },
    { lines: new Array(100_000).fill('y'.repeat(10_000)), unsaid: 1e300 },
  ])('can say no more than a plugin', (said) => {
    const console = new PluginConsole();
    for (let message = 0; message < 3; message++) console.hear(0, { said });
    expect(console.lines.length).toBeLessThanOrEqual(100);
    for (const { text } of console.lines) expect(text.length).toBeLessThanOrEqual(500);
    expect(console.unsaid).toBe(0);
  });
});
