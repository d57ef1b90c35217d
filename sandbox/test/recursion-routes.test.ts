import { saidEverywhere } from './dives.js';

/** Each calls `next` one level deeper, by a way of its own. */
const routes: Readonly<Record<string, string>> = {
  function: 'next()',
  arguments: 'Reflect.apply(next, null, [1, 2, 3])',
  bound: 'next.bind(null, 1)()',
  constructor: 'new (class { constructor() { next(); } })()',
  getter: '({ get x() { return next(); } }).x',
  setter: '({ set x(value) { next(); } }).x = 1',
  proxy: 'new Proxy({}, { get: () => next() }).x',
  'to string': '`${{ toString: () => String(next()) }}`',
  'to primitive': '+{ [Symbol.toPrimitive]: () => next() || 0 }',
  map: '[1].map(() => next())',
  sort: '[2, 1].sort(() => next() || 0)',
  replace: "'x'.replace(/x/, () => next())",
  'to json': 'JSON.stringify({ toJSON: () => next() })',
  reviver: "JSON.parse('[1]', () => next())",
  iterator: '[...{ *[Symbol.iterator]() { next(); } }]',
  async: '(async () => { next(); })()',
  eval: "(0, eval)('(f) => f()')(next)",
  tools: 'tools.value({ length: zeros.length, get 0() { next(); return 0; }, 1: 0 })',
};

/** Says how deep it comes by each route. */
const diver = `import { defineAgent } from '@gridleague/sdk';
let depth = 0;
const deepest = (route) => { depth = 0; try { route(); } catch {} return depth; };
const routesOf = (tools, zeros) => [${Object.values(routes)
  .map((code) => `() => { const next = () => { depth++; ${code}; }; next(); }`)
  .join(',\n')}];
export default defineAgent({
  name: 'diver',
  create: () => ({
    bid(view, tools) { throw new Error(routesOf(tools, new Float64Array(view.prices.length)).map(deepest).join(' ')); },
  }),
});`;

it(`comes equally deep by ${Object.keys(routes).length} routes in every process, warm or fresh`, async () => {
  const [first] = await saidEverywhere(diver, 2);
  const said = /^Error: ([\d ]+) \(diver/.exec(first!)?.[1]?.split(' ').map(Number);
  expect(said).toHaveLength(Object.keys(routes).length);
  Object.keys(routes).forEach((route, index) => expect([route, said![index]! > 20]).toEqual([route, true]));
});
