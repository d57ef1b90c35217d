import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'puts its own classes and setters where the errors of its tools come from',
  expected: [],
  module: hostTraces,
  bid: `const RealError = Error; const seen = [];
        for (const Type of [Error, TypeError, RangeError]) {
          Object.defineProperty(Type.prototype, 'message', { get() { return ''; }, set(text) { seen.push(text); }, configurable: true });
          Object.defineProperty(Type.prototype, 'constructor', { value: class extends Type { constructor(...all) { super(...all); seen.push(this); } } });
        }
        globalThis.Error = function (...all) { seen.push(...all); return Reflect.construct(RealError, all); };
        globalThis.Error.prototype = RealError.prototype;
        try { tools.solve(wild); } catch (error) { seen.push(error); }
        for (const value of seen) inspect({ value, __proto__: RealError.prototype });`,
});
