import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for a growing buffer through Reflect.construct with other new targets',
  expected: [],
  bid: `for (const target of [ArrayBuffer, Object, Float64Array, DataView, class {}, function () {}, new Proxy(ArrayBuffer, {})]) {
          const buffer = Reflect.construct(ArrayBuffer, [8, { maxByteLength: 2 ** 40 }], target);
          Object.setPrototypeOf(buffer, ArrayBuffer.prototype);
          if (buffer.resizable || buffer.maxByteLength || buffer.resize) throw new Error('grows');
        }`,
});
