import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands over lists of 4 billion holes, long texts and nested lists',
  expected: [],
  bid: `const holes = []; holes.length = 2 ** 32 - 1; const nested = [[[[1]]]];
        for (const odd of [holes, 'x'.repeat(2 ** 20), nested, { length: 2 ** 53 - 1 }, { length: -1 }, { length: NaN }, { length: '1', 0: 1 }])
          for (const ask of [() => tools.bestBundles(odd), () => tools.value(odd), ...['cost', 'columnLower', 'rowUpper'].map((key) => () => tools.solve({ cost: [1], columnLower: [0], columnUpper: [1],
            matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [1] }, rowLower: [0], rowUpper: [1], [key]: odd })),
            ...['starts', 'rowOf', 'values', 'rows', 'columns'].map((key) => () => tools.solve({ cost: [1], columnLower: [0], columnUpper: [1],
            matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [1], [key]: odd }, rowLower: [0], rowUpper: [1] }))]) {
            let answered = false; try { ask(); answered = true; } catch {}
            if (answered) throw new Error('answered');
          }`,
});
