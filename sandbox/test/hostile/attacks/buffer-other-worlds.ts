import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for other ways to copy, move, share or grow memory',
  expected: [],
  bid: `const names = ['structuredClone', 'MessageChannel', 'postMessage', 'Worker', 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'ShadowRealm', 'gc', 'Buffer', 'TextDecoder'];
        for (const name of names) if (name in globalThis) throw new Error('has ' + name);
        for (const name of ['resize', 'transfer', 'transferToFixedLength', 'transferToImmutable', 'sliceToImmutable', 'detached', 'resizable', 'maxByteLength', 'grow'])
          if (name in ArrayBuffer.prototype) throw new Error('has ' + name);
        for (const Type of [Float64Array, Uint8Array]) {
          const array = new Type(new ArrayBuffer(8, { maxByteLength: 2 ** 40 }));
          if (array.buffer.maxByteLength) throw new Error('grows');
        }`,
});
