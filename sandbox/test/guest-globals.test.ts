import { PluginConsole } from '../seats/plugin-console.js';
import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission } from '../compile/submission.js';
import { aMarket, aMatch } from './a-match.js';
import { patientLimits as limits } from './patient-limits.js';
import { reference } from './reference-file.js';

const teller = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'teller', create: (briefing) => ({ bid(view) {
  if (view.round > 1) return [];
  for (const name of Object.getOwnPropertyNames(globalThis).sort()) console.log('global ' + name);
  for (const name of Object.getOwnPropertyNames(ArrayBuffer.prototype).sort()) console.log('buffer ' + name);
  console.log('limits ' + briefing.limits.milliseconds + ' ' + briefing.limits.seatMilliseconds);
  return [];
} }) });`;

/** Another version of V8 may bring more. Whatever it is: can it be counted, shared, or told apart by time? */
const globals =
  'AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean DataView Date DisposableStack Error EvalError Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet console decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape';

it('a plugin finds exactly these names around it, and is told its times', async () => {
  const pool = new SandboxPool({ spares: 0 });
  const console = new PluginConsole();
  try {
    const plugin = await prepareSubmission(teller, 'teller.ts');
    const dealer = await reference('dealer', 'passive');
    await aMatch(
      aMarket('globals', 1),
      sandboxTraders({ pool, plugins: [plugin], seed: 'globals', limits, consoleOf: () => console }),
      sandboxDealer({ pool, plugin: dealer, seed: 'globals', limits }),
      { roundCap: 2 },
    );
  } finally {
    await pool.close();
  }
  const named = (kind: string): string =>
    console.lines
      .filter(({ text }) => text.startsWith(`${kind} `))
      .map(({ text }) => text.slice(kind.length + 1))
      .join(' ');
  expect(named('global')).toBe(globals);
  expect(named('buffer')).toBe('byteLength constructor slice');
  expect(named('limits')).toBe(`${limits.milliseconds} ${limits.seatMilliseconds}`);
});
