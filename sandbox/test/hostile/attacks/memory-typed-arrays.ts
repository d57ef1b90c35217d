import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'allocates through every typed array',
  expected: someMemoryLimit,
  bid: `const all = []; for (;;) for (const Kind of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) all.push(new Kind(2 ** 20).fill(Kind.name.startsWith('Big') ? 1n : 1));`,
});
