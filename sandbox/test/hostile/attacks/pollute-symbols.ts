import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers for every object to every well-known symbol',
  expected: [],
  module: `const owners = [Object.prototype, Array.prototype, Function.prototype, Error, String.prototype, Number.prototype];
const symbols = Object.getOwnPropertyNames(Symbol).map((name) => Symbol[name]).filter((value) => typeof value === 'symbol');
for (let i = 0; i < owners.length; i++) for (let j = 0; j < symbols.length; j++) Reflect.defineProperty(owners[i], symbols[j], { get() { for (;;) {} }, configurable: true });`,
});
