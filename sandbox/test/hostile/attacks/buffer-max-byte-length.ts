import { anAgent } from '../attack.js';

export default anAgent({
  what: 'reserves address space until there is none, and counts',
  expected: [],
  bid: `for (let power = 46; power >= 28; power--) {
          const kept = [];
          for (let i = 0; i < 50; i++) kept.push(new ArrayBuffer(0, { maxByteLength: 2 ** power }));
          if (kept.some((buffer) => buffer.resizable || buffer.maxByteLength || buffer.resize)) throw new Error('grows');
        }`,
});
