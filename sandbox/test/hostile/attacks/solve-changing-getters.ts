import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands over sizes that are others each time they are read',
  expected: [],
  bid: `let reads = 0; const flip = (a, b) => (++reads % 2 ? a : b);
        for (let i = 0; i < 40; i++) try { tools.solve({ cost: [1], columnLower: [0], columnUpper: [1],
          matrix: { get rows() { return flip(1, 2 ** 30); }, get columns() { return flip(1, 900_000); }, starts: [0, 1], rowOf: [0], get values() { return flip([1], { length: 2 ** 31 }); } },
          get rowLower() { return flip([0], new Float64Array(1e6)); }, rowUpper: [1] }); } catch {}`,
});
