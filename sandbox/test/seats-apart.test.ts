import { dealt } from '#market/test/short-form.js';
import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission } from '../compile/submission.js';
import { aMarket, aMatch } from './a-match.js';
import { patientLimits as limits } from './patient-limits.js';
import { reference } from './reference-file.js';

/**
 * What the other seats of a submission do to all that a process has only once, before the spy's turn; each
 * named after what it uses.
 */
const noises: Record<string, string> = {
  symbols: `for (let i = 0; i < 2000; i++) Symbol.for('noise' + i); Symbol.for('x').description;`,
  strings: `let text = ''; for (let i = 0; i < 5000; i++) { text += i; ({})['key' + i]; }`,
  'regular expressions': `/(x)(y)/.exec('xy'); for (let i = 0; i < 300; i++) new RegExp('a{' + i + '}(b|c)*').test('a'.repeat(i));`,
  'address space': `const kept = []; for (let i = 0; i < 500; i++) kept.push(new ArrayBuffer(0, { maxByteLength: 2 ** 36 }));`,
  'buffers outside the heap': `const kept = []; for (let i = 0; i < 40; i++) kept.push(new ArrayBuffer(2 ** 20));`,
  'code space': `for (let i = 0; i < 400; i++) Function('a', 'return a * ' + i + ' + (() => a)()')(i);`,
  stack: `const dive = () => 1 + dive(); for (let i = 0; i < 3; i++) try { dive(); } catch {}`,
  handles: `for (let i = 0; i < 3000; i++) console.log(i);`,
  'dirty heap': `let list = []; for (let i = 0; i < 2e5; i++) list.push({ i, next: list.at(-1) });`,
  'refused problems': `for (let i = 0; i < 20; i++) try { tools.solve(lp(1e16)); } catch {}`,
  'undecided problems': `for (const value of [1e-12, 1e15, 1e-9, 3e14]) for (let i = 0; i < 5; i++) try { tools.solve(lp(value)); } catch {}`,
  'solver memory': `const n = 200_000; try { tools.solve({ cost: new Float64Array(n).fill(-1), columnLower: new Float64Array(n), columnUpper: new Float64Array(n).fill(1),
    matrix: { rows: 0, columns: n, starts: new Int32Array(n + 1), rowOf: [], values: [] }, rowLower: [], rowUpper: [] }); } catch {}`,
  'an empty budget': `try { for (;;) tools.bestBundles(view.prices.map((price) => price + Math.random())); } catch {}`,
  'changed built-ins': `Math.sin = () => 0; Array.prototype.sort = () => []; Object.prototype.noise = 1; RegExp.prototype.exec = () => null; Error.prepareStackTrace = () => 'noise';`,
}; // prettier-ignore

/** All that a plugin can see of where it runs, as one short word each; thrown, so that it stands in the failures. */
const spy = `
const bits = (value) => new Uint32Array(Float64Array.of(value).buffer).join('.');
const dive = (n) => { try { return dive(n + 1); } catch { return n; } };
const message = (work) => { try { return String(work()); } catch (error) { return error.name + error.message + error.stack; } };
const word = (text) => { let hash = 7; for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0; return (hash >>> 0).toString(36); };
const sights = {
  names: () => Reflect.ownKeys(globalThis).map(String).join() + Object.keys(Object.prototype),
  symbols: () => [Symbol.keyFor(Symbol.for('noise1')), Symbol('noise1').description].join(),
  order: () => { const map = {}; for (let i = 0; i < 400; i++) map['k' + ((i * 7919) % 401)] = i; return Object.keys(map).join() + [...new Map(Object.entries(map)).keys()].join(); },
  sort: () => Array.from({ length: 500 }, (_, i) => [(i * 31) % 7, i]).sort((a, b) => a[0] - b[0]).join(),
  math: () => { let sum = 0; for (let i = 1; i < 300; i++) sum += Math.sin(i) + Math.exp(-i) + Math.pow(i, 0.3) + Math.log1p(i) + Math.cbrt(i) + Math.hypot(i, 2); return bits(sum); },
  nan: () => [0 / 0, Infinity - Infinity, Math.sqrt(-1), Number('x'), parseFloat(''), NaN].map(bits).join(),
  random: () => [Math.random(), Math.random()].map(bits).join(),
  depth: () => String(dive(0)),
  stack: () => message(() => null.x) + message(() => decodeURI('%')),
  sizes: () => message(() => new Array(-1)) + message(() => new Float64Array(2 ** 53)) + message(() => 'x'.repeat(2 ** 30)) + message(() => 2n ** (2n ** 40n)),
  regexp: () => RegExp.$1 + RegExp.lastMatch + message(() => /(a+)+$/.exec('a'.repeat(12) + 'b')),
  date: () => new Date() + new Date(2020, 5).toString() + Date.now(),
  source: () => String(Math.max) + String(Float64Array) + String(spyHere),
  prices: () => Array.from(here.prices, bits).join() + here.cost,
  value: () => bits(tools.value(here.prices.map(() => 0.25))),
  bundles: () => tools.bestBundles(here.prices.map((price) => price + 0.5), { count: 5 }).map(({ bundle, value }) => Array.from(bundle, bits) + bits(value)).join(),
  solve: () => { const answer = tools.solve(lp(0.5)); return answer.status + bits(answer.objective) + Array.from(answer.x, bits) + Array.from(answer.rowDuals, bits); },
  refusal: () => message(() => tools.solve(lp(1e16))) + message(() => tools.value([1])),
};
let here, tools;
function spyHere(view, given) { here = view; tools = given; throw new Error(Object.entries(sights).map(([name, look]) => name + '=' + word(look())).join(' ')); }
`;

function source(noise: string): string {
  return `import { defineAgent } from '@gridleague/sdk';
const lp = (value) => ({ cost: [-1, 1], columnLower: [0, 0], columnUpper: [4, 4], matrix: { rows: 1, columns: 2, starts: [0, 1, 2], rowOf: [0, 0], values: [value, 1] }, rowLower: [-1], rowUpper: [1] });
${spy}
export default defineAgent({ name: 'spy', create: ({ seat }) => ({ bid: (view, tools) => { if (seat === 3) spyHere(view, tools); makeNoise(view, tools); return []; } }) });
function makeNoise(view, tools) { ${noise} }
`;
}

/** What the spy on the last seat says in three rounds, of two matches in the same processes. */
async function sights(noise: string): Promise<readonly string[]> {
  const pool = new SandboxPool({ spares: 0 });
  try {
    const plugin = await prepareSubmission(source(noise), 'spy.ts');
    const passive = await reference('dealer', 'passive');
    const said: string[] = [];
    for (let match = 0; match < 2; match++) {
      const played = await aMatch(
        aMarket('apart', 4),
        sandboxTraders({ pool, plugins: [plugin, plugin, plugin, plugin], seed: 'apart', limits }),
        sandboxDealer({ pool, plugin: passive, seed: 'apart', limits }),
        { roundCap: 3 },
      );
      expect(played.timingDependent).toBe(false);
      said.push(played.seats[3]!.failures.map(({ reason }) => reason.replace(/ \(spy.*/, '')).join('\n'));
    }
    return said;
  } finally {
    await pool.close();
  }
}

let quiet: Promise<readonly string[]> | null = null;

it.each(dealt(Object.keys(noises), 2))('a seat sees nothing of what another of its submission does with %s', async (name) => {
  const expected = await (quiet ??= sights(''));
  expect(expected[0]).toMatch(/^Error: names=\w+ .* refusal=\w+$/m);
  expect(expected[1]).toBe(expected[0]);
  expect(await sights(noises[name]!)).toEqual(expected);
}); // prettier-ignore
