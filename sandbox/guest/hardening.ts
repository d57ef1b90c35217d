import { guardBuffers } from './buffers.js';
import { apply, construct, methodOf, replace } from './intrinsics.js';
import { smallFastCounting, type GeneratorState } from '#market/small-fast-counting.js';

/** Ways to memory that the isolate's limit does not count, to other threads, and to the collector's timing. */
const removedGlobals = [
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'Intl',
];

/** What depends on the machine's language. */
const localeMethods: readonly (readonly [object, readonly string[]])[] = [
  [Number.prototype, ['toLocaleString']],
  [BigInt.prototype, ['toLocaleString']],
  [Array.prototype, ['toLocaleString']],
  [Object.getPrototypeOf(Float64Array.prototype) as object, ['toLocaleString']],
  [Date.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']],
  [String.prototype, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']],
];

/**
 * Makes the isolate's globals deterministic and closes what its memory and time limits do not
 * cover. Runs once, before the plugin is loaded.
 */
export function hardenGlobals(): void {
  for (const name of removedGlobals) Reflect.deleteProperty(globalThis, name);
  for (const [owner, names] of localeMethods) for (const name of names) Reflect.deleteProperty(owner, name);
  guardBuffers();
  freezeProperty(Error, 'prepareStackTrace', undefined);
  freezeProperty(Error, 'stackTraceLimit', 10);
  stopTheClock();
}

/** Gives `Math.random` a stream of its own; before the plugin is loaded. */
export function seedRandomness(seed: GeneratorState): void {
  replace(Math, 'random', smallFastCounting(seed));
}

/** `new Date()` and `Date.now()` say 1 January 2000, 00:00 UTC, for ever. */
function stopTheClock(): void {
  const now = 946684800000;
  const RealDate = Date;
  const show = methodOf(RealDate.prototype, 'toString');
  function StoppedDate(this: unknown, ...parts: unknown[]): unknown {
    if (!new.target) return apply(show, new RealDate(now), []);
    return construct(RealDate, parts.length === 0 ? [now] : parts, new.target);
  }
  Object.defineProperty(StoppedDate, 'name', { value: 'Date' });
  Object.defineProperty(StoppedDate, 'length', { value: 7 });
  freezeProperty(StoppedDate, 'prototype', RealDate.prototype);
  replace(StoppedDate, 'now', () => now);
  replace(StoppedDate, 'parse', RealDate.parse);
  replace(StoppedDate, 'UTC', RealDate.UTC);
  replace(RealDate.prototype, 'constructor', StoppedDate);
  replace(globalThis, 'Date', StoppedDate);
}

function freezeProperty(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: false });
}
