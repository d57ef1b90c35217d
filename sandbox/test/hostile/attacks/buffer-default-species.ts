import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has built-ins make buffers by their own constructors',
  expected: [],
  bid: `const bare = (object) => Object.defineProperty(object, 'constructor', { value: undefined });
        const list = bare(new Float64Array([2, 1]));
        const made = [list.slice(), list.map((x) => x), list.filter(() => true), list.toSorted(), list.toReversed(), list.with(0, 3), list.subarray(0)];
        made.push(...[...made].map((array) => array.buffer), bare(new ArrayBuffer(16)).slice(0));
        for (const object of made) {
          if (object.constructor === undefined) continue;
          const Real = object.constructor;
          if (Real !== ArrayBuffer && Real !== Float64Array) throw new Error('the real constructor');
          if (new Real(8, { maxByteLength: 2 ** 40 }).resizable) throw new Error('grows');
        }`,
});
