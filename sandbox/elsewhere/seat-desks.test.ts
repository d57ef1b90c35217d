import { blemsBriefing, blemsView, vectorOf } from '#market/agent/test/agent-problems.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { defaultSandboxLimits } from '../calls/limits.js';
import { readBid } from '../calls/order-check.js';
import type { Partner, Received } from './partner.js';
import { ProgramSeats } from './program-seats.js';
import { SeatDesks, type ToolRequest } from './seat-desks.js';

const now = (): number => performance.now();

async function aDesk(solver?: LpSolver): Promise<SeatDesks> {
  const desks = new SeatDesks(solver ?? (await createHighsSolver()), defaultSandboxLimits, now);
  desks.create(blemsBriefing());
  desks.begin(0, blemsView());
  return desks;
}

/** Of what a line of JSON can say. */
const strange = [
  ...[1e308, Number.MAX_VALUE, -1e308, 1e300, 1e20, 1e-320, -0, null, 'x', true, [], {}, [[]]],
  { length: 2 },
  { rows: 1e9, columns: 1e9, values: [] },
];
const problems = [1e15, 1e200, 1e308, Number.MAX_VALUE].flatMap((large) => {
  const of = (cost: number, value: number, upper: number | null): object => ({
    matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [value] },
    ...{ cost: [cost], columnLower: [null], columnUpper: [upper], rowLower: [-large], rowUpper: [null] },
  });
  return [of(large, 1, null), of(-1, large, large), of(-large, 3, large), of(1, 1, large)];
});
const requests = [
  ...strange.flatMap((value) => [
    { tool: 'bestBundles', prices: value },
    { tool: 'bestBundles', prices: [value, value] },
    { tool: 'bestBundles', prices: [value, value], count: 64 },
    { tool: 'bestBundles', prices: [0.1, 0.1], count: value },
    { tool: 'value', bundle: value },
    { tool: 'value', bundle: [value, value] },
    { tool: 'solve', problem: value },
    { tool: 'solve', problem: { matrix: value } },
    { tool: value },
  ]),
  ...problems.map((problem) => ({ tool: 'solve', problem })),
] as unknown as ToolRequest[];

it('answers or refuses whatever its tools are asked, and goes on', async () => {
  const desks = await aDesk();
  for (const request of requests) {
    desks.begin(0, blemsView());
    const { value, refused } = desks.serve(0, request);
    expect([value === undefined, refused === undefined]).toContain(false);
  }
  const known = desks.serve(0, { tool: 'value', bundle: [28 / 3, 7 / 3] });
  expect(known.value).toBeCloseTo(8 - 13 / 6, 9);
  expect(desks.serve(0, { tool: 'bestBundles', prices: [1e308, 1e308] })).toEqual({
    refused: 'the numbers are out of range',
  });
  desks.dispose();
});

const easy = {
  matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] },
  ...{ cost: [1], columnLower: [1], columnUpper: [2], rowLower: [], rowUpper: [] },
};

const create = { seat: 0, verb: 'create', seed: '1', briefing: blemsBriefing() } as const;
const bid = { seat: 0, verb: 'bid', view: { ...blemsView(), prices: vectorOf(0, 0) } } as const;

/** Asks for a solve in its first bid, behind `before`, and again and again. */
function asking(before: () => void): Partner {
  const said: object[] = [{ ready: {} }, { n: 1, done: true }];
  return {
    send: () => undefined,
    receive: async (): Promise<Received> => {
      const value = said.shift();
      if (value) return { status: 'read', value };
      before();
      return { status: 'read', value: { n: 2, tool: 'solve', problem: easy } };
    },
    ...{ close: async () => undefined, kill: async () => undefined },
  };
}

it('is lost when what it asks of its tools takes too long, whatever it itself takes', async () => {
  let clock = 0;
  const desks = new SeatDesks(await createHighsSolver(), defaultSandboxLimits, () => (clock += 30));
  const times = { start: 1000, call: 100_000, tools: 100 };
  const seats = new ProgramSeats(() => asking(() => undefined), desks, times);
  expect(await seats.run([create, bid])).toMatchObject({
    ...{ status: 'lost', kind: 'timed-out', culprit: 1 },
    reason: 'what it asked of the tools took longer than 100 ms',
  });
});

it('costs its program its turns, and the match nothing, where its tools break down', async () => {
  const solver = await createHighsSolver();
  let isBroken = false;
  const broken: LpSolver = {
    statistics: solver.statistics,
    createModel: (problem, options) => {
      if (isBroken) throw new RangeError('out of memory');
      return solver.createModel(problem, options);
    },
  };
  const said: Received[] = [
    { status: 'read', value: { ready: {} } },
    { status: 'read', value: { n: 1, done: true } },
    { status: 'read', value: { n: 2, tool: 'solve', problem: easy } },
  ];
  const partner = {
    send: () => undefined,
    receive: async (): Promise<Received> => {
      isBroken = said.length === 1;
      return said.shift()!;
    },
    ...{ close: async () => undefined, kill: async () => undefined },
  };
  const seats = new ProgramSeats(() => partner, new SeatDesks(broken, defaultSandboxLimits, now));
  const create = { seat: 0, verb: 'create', seed: '1', briefing: blemsBriefing() } as const;
  const bid = { seat: 0, verb: 'bid', view: { ...blemsView(), prices: vectorOf(0, 0) } } as const;
  expect(await seats.run([create, bid])).toMatchObject({
    ...{ status: 'lost', kind: 'process-lost', culprit: 1 },
    reason: 'its tools are out of order (RangeError)',
  });
});

it('answers a program that is told of a trade as it stands since, and its bids as if that had not been', async () => {
  const view = blemsView();
  const trade = { round: 1, delivered: vectorOf(1, 0), payment: 0, prices: vectorOf(0, 0), fills: [] };
  const since = { ...view, allocation: vectorOf(5, 2), cost: -3.5 };
  const told = { seat: 0, verb: 'settled', trade, view: since } as const;
  const value = { tool: 'value', bundle: [-5, -2] };
  const said: object[] = [
    ...[{ ready: {} }, { n: 1, done: true }],
    ...[
      { n: 2, ...value },
      { n: 2, done: true },
    ],
    ...[
      { n: 3, tool: 'value', bundle: [28 / 3, 7 / 3] },
      { n: 3, orders: [] },
    ],
    ...[
      { n: 4, ...value },
      { n: 4, done: true },
    ],
  ];
  const heard: { readonly value?: unknown; readonly refused?: string }[] = [];
  const partner: Partner = {
    send: (message) => void heard.push(message),
    receive: async () => ({ status: 'read', value: said.shift()! }),
    ...{ close: async () => undefined, kill: async () => undefined },
  };
  const seats = new ProgramSeats(
    () => partner,
    new SeatDesks(await createHighsSolver(), defaultSandboxLimits, now),
  );
  expect(await seats.run([create, told, bid, { seat: 0, verb: 'remember' }])).toMatchObject({
    status: 'answered',
    results: [1, 2, 3, 4].map(() => ({ outcome: 'ok' })),
  });
  const answers = heard.filter((message) => 'value' in message || 'refused' in message);
  expect(answers).toMatchObject([
    { n: 2, value: expect.closeTo(-3.5, 9) as number },
    { n: 3, value: expect.closeTo(8 - 13 / 6, 9) as number },
    { n: 4, refused: 'the tools can only be used inside bid(), order() and settled()' },
  ]);
  await seats.close();
});

it('takes orders out of the book for a program as for a plugin, all or by key', async () => {
  const desks = await aDesk();
  for (const cancel of ['all', [1, 7]])
    expect(
      readBid(desks.answer(0, { orders: [], cancel }), { resources: 2, columns: 2, ownRows: 0, orders: 64 }),
    ).toEqual({
      orders: [],
      cancel,
    });
  desks.dispose();
});
