import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the tools arrays of 2 ** 32 - 1 entries',
  expected: [],
  bid: `const giant = []; giant[2 ** 32 - 2] = 1;
        for (const use of [() => tools.value(giant), () => tools.bestBundles(giant), () => tools.solve({ cost: giant, columnLower: giant, columnUpper: giant, matrix: { rows: giant.length, columns: giant.length, starts: giant, rowOf: giant, values: giant }, rowLower: giant, rowUpper: giant })]) { let answered = true; try { use(); } catch { answered = false; } if (answered) throw new Error('answered'); }`,
});
