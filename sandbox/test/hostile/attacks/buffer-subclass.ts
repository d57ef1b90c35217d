import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for a growing buffer through subclasses',
  expected: [],
  bid: `class Growing extends ArrayBuffer { constructor(size) { super(size, { maxByteLength: 2 ** 40 }); } }
        class Deeper extends Growing { static get [Symbol.species]() { return Growing; } }
        for (const buffer of [new Growing(8), new Deeper(8), new Deeper(8).slice(0, 4), new (ArrayBuffer.bind(null, 8, { maxByteLength: 2 ** 40 }))()])
          if (buffer.resizable || buffer.maxByteLength || buffer.resize) throw new Error('grows');`,
});
