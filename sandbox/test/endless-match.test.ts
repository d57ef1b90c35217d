/** @short-form 1/3; each time: hostile, sandbox/isolated/own-time.test.ts */
import type { PlayedMatch } from '#market/match/play-match.js';
import type { DealerDesk, Traders } from '#market/traders.port.js';
import type { Allowance } from '../seats/allowance.js';
import type { SandboxLimits } from '../calls/limits.js';
import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';
import { aMarket, aMatch } from './a-match.js';
import { patientLimits } from './patient-limits.js';
import { reference } from './reference-file.js';
import { splitTraders } from './split-traders.js';
import { dealt } from '#market/test/short-form.js';

/** A few calls of the attacks below use so much on any machine; a single call may last. */
const brief: SandboxLimits = { ...patientLimits, seatMilliseconds: 50 };

const pool = new SandboxPool({ spares: 0, kept: 2 });
afterAll(() => pool.close());

/** Work of which a few rounds take any machine longer than a seat may compute in the match. */
const busy = `let x = 0; for (let i = 0; i < 5e6; i++) x += i % 7;`;

function agent(bid: string, rest = ''): Promise<Submission> {
  const source = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'slow', create(briefing) { ${rest} return { bid(view, tools) { const m = view.prices.length; ${bid} return []; } }; } });`;
  return prepareSubmission(source, 'slow.ts');
}

function dealer(members: string, rest = ''): Promise<Submission> {
  const source = `import { defineDealer } from '@gridleague/sdk';
export default defineDealer({ name: 'slow', create(briefing) { ${rest} return { quote(view) { return { offer: view.inventory }; }, ${members} }; } });`;
  return prepareSubmission(source, 'slow.ts');
}

/** A match of up to 1,000 rounds: honest agents on seats 0 and 2, the plugin on 1 and 3. */
async function played(traders: Traders, desk: DealerDesk): Promise<PlayedMatch> {
  const seed = 'endless';
  const honest = await reference('agent', 'truthful');
  const others = sandboxTraders({ pool, seed, limits: patientLimits, plugins: [honest, honest] });
  const all = splitTraders([
    { seats: [0, 2], traders: others },
    { seats: [1, 3], traders },
  ]);
  return aMatch(aMarket(seed, 4), all, desk, { roundCap: 1000 });
}

function onSeats(
  plugin: Submission,
  limits: SandboxLimits,
  allowanceOf?: () => Allowance,
): ReturnType<typeof sandboxTraders> {
  const plugins = [plugin, plugin];
  return sandboxTraders({ pool, seed: 'endless', limits, plugins, ...(allowanceOf && { allowanceOf }) });
}

async function passive(): Promise<DealerDesk> {
  const plugin = await reference('dealer', 'passive');
  return sandboxDealer({ pool, seed: 'endless', limits: patientLimits, plugin });
}

function seenByOthers({ outcome, rounds, closing }: PlayedMatch): unknown {
  return { outcome, rounds, closing };
}

let silent: Promise<unknown> | null = null;
/** The same match with agents that do nothing, at once. */
function baseline(): Promise<unknown> {
  return (silent ??= (async () =>
    seenByOthers(await played(onSeats(await agent(''), patientLimits), await passive())))());
}

const slowAgents: Record<string, Promise<Submission>> = {
  'computes in bid': agent(busy),
  'computes in create': agent('', busy),
  'computes in a getter of its answer': agent(`return { get length() { ${busy} return 0; } };`),
  'computes in a promise after its answer': agent(`Promise.resolve().then(() => { ${busy} });`),
  'computes and throws': agent(`${busy} throw new Error('slow');`),
  'computes in arguments of its tools': agent(`tools.value({ get length() { ${busy} return m; }, 0: 0, 1: 0 });`),
  'sorts': agent(`const list = Array.from({ length: 1e5 }, (_, i) => (i * 7919) % 300007); for (let i = 0; i < 4; i++) list.toSorted((a, b) => a - b);`),
  'backtracks': agent(`for (let i = 0; i < 6; i++) /^(a+)+$/.test('a'.repeat(20) + 'b');`),
  'multiplies': agent(`let x = 3n; for (let i = 0; i < 16; i++) x *= x; for (let i = 0; i < 20; i++) x.toString();`),
  'has the solver compute': agent(`const n = 150; const values = Float64Array.from({ length: n * n }, (_, i) => 1 + ((i * 7919) % 1009) / 1009);
    for (let i = 0; i < 10; i++) tools.solve({ cost: Array(n).fill(-1), columnLower: Array(n).fill(0), columnUpper: Array(n).fill(9), rowLower: Array(n).fill(-Infinity), rowUpper: Array(n).fill(50),
      matrix: { rows: n, columns: n, starts: Array.from({ length: n + 1 }, (_, i) => i * n), rowOf: Array.from({ length: n * n }, (_, i) => i % n), values } });`),
  'makes garbage': agent(`for (let i = 0; i < 1e5; i++) new Float64Array(64).map((x) => x + 1);`),
}; // prettier-ignore

it.each(dealt(Object.keys(slowAgents), 2))('an agent that %s in every call is benched for it, and nobody else notices', async (name) => {
  const match = await played(onSeats(await slowAgents[name]!, brief), await passive());
  for (const seat of [1, 3]) {
    const { failures, benched } = match.seats[seat]!;
    expect(benched).toBe(true);
    expect(failures.slice(-2)).toMatchObject([
      { kind: 'out-of-time', reason: 'its calls in this match used more than 0.05 s of processor time' },
      { kind: 'benched', reason: 'no time left in this match' },
    ]);
    expect(failures.filter(({ kind }) => kind !== 'threw')).toHaveLength(2);
  }
  expect([0, 2].flatMap((seat) => match.seats[seat]!.failures)).toEqual([]);
  expect(match.timingDependent).toBe(true);
  expect(seenByOthers(match)).toEqual(await baseline());
}); // prettier-ignore

const slowDealers: Record<string, Promise<Submission>> = {
  'in quote': dealer(`quote(view) { ${busy} return { offer: view.inventory }; }`),
  'in announce': dealer(`announce(view, clearing) { ${busy} return clearing.prices; }`),
  // Once only, so longer.
  'in create': dealer('', `for (let k = 0; k < 40; k++) { ${busy} }`),
};

it.each(dealt(Object.keys(slowDealers), 1))('a dealer that computes %s is passive from then on', async (where) => {
  const plugin = await slowDealers[where]!;
  const desk = sandboxDealer({ pool, seed: 'endless', limits: brief, plugin });
  const match = await played(onSeats(await agent(''), patientLimits), desk);
  expect(match.dealer.failures.map(({ kind }) => kind)).toEqual(['out-of-time', 'benched']);
  expect(match.seats.flatMap(({ failures }) => failures)).toEqual([]);
  expect(seenByOthers(match)).toEqual(await baseline());
}); // prettier-ignore

describe('a plugin whose share of the match is used up', () => {
  it('is not called any more', async () => {
    let batches = 0;
    const allowance: Allowance = {
      get exhausted() {
        return batches >= 2 ? 'used up' : null;
      },
      spend: () => void batches++,
      resident: () => null,
    };
    const plugin = await agent('');
    const match = await played(
      onSeats(plugin, patientLimits, () => allowance),
      await passive(),
    );
    for (const seat of [1, 3])
      expect(match.seats[seat]!.failures).toEqual([
        { round: 2, kind: 'out-of-time', reason: 'used up' },
        { round: 2, kind: 'benched', reason: 'no time left in this match' },
      ]);
    expect(batches).toBe(2);
    expect(seenByOthers(match)).toEqual(await baseline());
  });

  it('loses its process when there is no memory for it', async () => {
    let told = 0;
    const allowance: Allowance = {
      exhausted: null,
      spend: () => undefined,
      resident: (megabytes) => (megabytes > 0 && ++told > 3 ? 'no memory' : null),
    };
    const plugin = await agent('for (;;);');
    const match = await played(
      onSeats(plugin, patientLimits, () => allowance),
      await passive(),
    );
    const failures = [1, 3].flatMap((seat) => match.seats[seat]!.failures);
    expect(failures).toContainEqual({ round: 1, kind: 'out-of-memory', reason: 'no memory' });
    expect(failures.some(({ kind }) => kind === 'timed-out')).toBe(false);
    expect(seenByOthers(match)).toEqual(await baseline());
  });
});
