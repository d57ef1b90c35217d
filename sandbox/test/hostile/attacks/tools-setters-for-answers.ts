import { anAgent } from '../attack.js';

export default anAgent({
  what: 'puts setters where the tools’ answers are built',
  expected: [],
  bid: `for (const key of ['value', 'status', 'bundle', 'kind', 'cap', 'plan', 'objective', '0', 'length'])
          for (const owner of [Object.prototype, Array.prototype, Float64Array.prototype]) try { Object.defineProperty(owner, key, { set() { throw new Error('set ' + key); }, configurable: true }); } catch {}
        tools.bestBundles(new Float64Array(m)); tools.value(new Float64Array(m));
        tools.solve({ cost: [1], columnLower: [0], columnUpper: [1], matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] }, rowLower: [], rowUpper: [] });`,
});
