import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for the real constructor of buffers wherever one can be found',
  expected: [],
  bid: `const buffers = [view.prices.buffer, new Uint8Array(4).buffer, new Uint8Array(400).buffer, new DataView(new ArrayBuffer(8)).buffer,
          Float64Array.of(1, 2).buffer, new Float64Array([1]).map((x) => x).buffer, new Uint8Array([2, 1]).toSorted().buffer,
          new Uint8Array(9).subarray(1).buffer, view.prices.map((x) => x).buffer];
        const found = buffers.flatMap((buffer) => [buffer.constructor, Object.getPrototypeOf(buffer).constructor, buffer.constructor[Symbol.species]]);
        found.push(ArrayBuffer.prototype.constructor, Function('return ArrayBuffer')(), (0, eval)('ArrayBuffer'));
        for (const found1 of found) {
          if (found1 !== ArrayBuffer) throw new Error('another constructor');
          if (new found1(8, { maxByteLength: 2 ** 40 }).resizable) throw new Error('grows');
        }`,
});
