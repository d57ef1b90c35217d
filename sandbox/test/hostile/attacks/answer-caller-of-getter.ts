import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks at who reads its answer',
  expected: [],
  bid: `const reader = Function('return function reader() { let who = null; try { who = reader.caller; } catch {} if (who) globalThis.found = who; return 0; }')();
        const order = Object.defineProperty({ bundle: new Float64Array(m) }, 'limit', { get: reader });
        console.log(Object.defineProperty({}, 'x', { get: reader, enumerable: true })); try { tools.bestBundles(view.prices, Object.defineProperty({}, 'count', { get: reader })); } catch {}
        if (globalThis.found) throw new Error('found ' + globalThis.found); return [order];`,
});
