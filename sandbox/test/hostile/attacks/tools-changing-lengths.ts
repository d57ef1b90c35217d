import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the tools lists that are longer each time they are looked at',
  expected: [],
  bid: `const list = () => { let n = 0; return new Proxy({}, { get(_, key) { return key === 'length' ? n++ : 1; } }); };
        const attempts = [() => tools.value(list()), () => tools.bestBundles(list()), () => tools.solve({ cost: list(), columnLower: list(), columnUpper: list(), matrix: { rows: 1, columns: 2, starts: list(), rowOf: list(), values: list() }, rowLower: list(), rowUpper: list() })];
        for (const attempt of attempts) for (let i = 0; i < 5; i++) { let answered = true; try { attempt(); } catch { answered = false; } if (answered && i > m) throw new Error('answered'); }`,
});
