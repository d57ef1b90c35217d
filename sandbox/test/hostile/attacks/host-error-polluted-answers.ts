import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'makes the answers of the host run through its own setters and getters',
  expected: [],
  module: hostTraces,
  bid: `const seen = [];
        for (const key of ['value', 'refused', 'overBudget', 'then', 'status', 'stack', 'message', 'cause'])
          Object.defineProperty(Object.prototype, key, { __proto__: null, get() { seen.push(this); return undefined; }, set(value) { seen.push(value); }, configurable: true });
        for (const ask of [() => tools.solve(wild), () => tools.value(view.prices), () => tools.bestBundles(view.prices.map((x) => x + 1))]) try { ask(); } catch (error) { seen.push(error); }
        for (const key of ['value', 'refused', 'overBudget', 'then', 'status', 'stack', 'message', 'cause']) delete Object.prototype[key];
        for (const value of seen) if (value instanceof Error) inspect(value); else if (JSON.stringify(value ?? null, (key, part) => (typeof part === 'string' && /\\/|file:/.test(part) ? 'found' : part)).includes('found')) throw new Error('found');`,
});
