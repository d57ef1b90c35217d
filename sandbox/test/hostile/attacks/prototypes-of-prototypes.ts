import { anAgent } from '../attack.js';

export default anAgent({
  what: 'gives the built-ins other prototypes',
  expected: [],
  module: `const trap = new Proxy(Object.create(null), { get() { for (;;) {} }, has() { for (;;) {} }, set() { for (;;) {} } });
for (const owner of [Function.prototype, Object.getPrototypeOf(Float64Array.prototype), Float64Array, ArrayBuffer, ArrayBuffer.prototype, Error, Error.prototype, String.prototype, Reflect, JSON, Math, console]) try { Object.setPrototypeOf(owner, trap); } catch {}`,
});
