import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the tools a typed array of its own species',
  expected: [],
  bid: `class Odd extends Float64Array { static get [Symbol.species]() { return Array; } get [Symbol.toStringTag]() { return 'Odd'; } *[Symbol.iterator]() { for (;;) yield 9; } set() { throw 1; } slice() { return [1e9]; } }
        const plain = JSON.stringify([tools.value(new Float64Array(m)), tools.bestBundles(new Float64Array(m))]);
        if (JSON.stringify([tools.value(new Odd(m)), tools.bestBundles(new Odd(m))]) !== plain) throw new Error('differs');`,
});
