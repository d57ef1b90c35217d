/** @short-form 1/5 or none; each time: contracts/service/embedded-chain.test.ts */
import { writeFile } from 'node:fs/promises';
import { moneyToNumber } from '#market/ledger/units.js';
import type { MatchReport } from '#market/match/report/report.js';
import { dealt, sampled } from '#market/test/short-form.js';
import { foreignChain } from '../../server/test/foreign-chain.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
beforeAll(() => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
});

const small = { kind: 'random', id: 'small', agents: 4, resources: 3, cash: 100 };

async function scenarioFile(name: string, fields: object): Promise<string> {
  const file = folder.path(`${name}.json`);
  await writeFile(file, JSON.stringify(fields));
  return file;
}

async function played(...args: string[]): Promise<{ report: MatchReport; stderr: string }> {
  const { code, stdout, stderr } = await gridleague('play', ...args, '--json');
  if (code !== 0) throw new Error(stderr);
  return { report: JSON.parse(stdout) as MatchReport, stderr };
}

/** The small market on free gas, played once. */
let free: ReturnType<typeof played> | null = null;
const onFreeGas = (): ReturnType<typeof played> =>
  (free ??= scenarioFile('free', small).then((file) => played(file)));

it('gives the same result on free gas, on priced gas and in memory', async () => {
  const priced = await scenarioFile('priced', { ...small, chain: { gasPrice: '30 gwei', blockTime: 12 } });
  const runs = await Promise.all([onFreeGas(), played(priced), played(priced, '--chain', 'memory')]);
  const [onFree, onPriced, inMemory] = runs.map(({ report }) => report) as [
    MatchReport,
    MatchReport,
    MatchReport,
  ];
  expect(onPriced.resultHash).toBe(onFree.resultHash);
  expect(inMemory.resultHash).toBe(onFree.resultHash);
  expect(runs[2].stderr).toMatch(/priced\.json: chain\.gasPrice: the ledger in memory has no gas/);
  expect(runs[0].stderr + runs[1].stderr).not.toContain('gasPrice');

  // What a seat paid for gas is what its saving and its wealth are smaller by, and nothing else changes.
  for (const [j, seat] of onPriced.perSeat.entries()) {
    const without = onFree.perSeat[j]!;
    expect([without.gas, inMemory.perSeat[j]!.gas]).toEqual([0, 0]);
    expect(seat.gas).toBe(moneyToNumber(BigInt(onPriced.chain.senders![j]!.paid)));
    // a deposit, an order and a payout at least: 140,000 gas of 3e-8 money
    expect(seat.gas).toBeGreaterThan(0.0042);
    expect(seat.saving).toBeCloseTo(without.saving - seat.gas, 12);
    expect(seat.wealth).toBeCloseTo(without.wealth - seat.gas, 12);
    expect(seat.surplusShare).toBeLessThan(without.surplusShare!);
    expect([seat.cost, seat.payment]).toEqual([without.cost, without.payment]);
  }
  const dealerGas = moneyToNumber(BigInt(onPriced.chain.senders!.at(-1)!.paid));
  expect(dealerGas).toBeGreaterThan(0);
  expect(onPriced.dealerCash).toBeCloseTo(onFree.dealerCash - dealerGas, 12);
  expect(onPriced.conservation.cash).toBe('0');
  expect(onPriced.chain.seconds).toBe(12 * onFree.chain.seconds!);
});

sampled(0.5)(
  'puts orders off to the next block where one is too small, and says so in blocks and seconds',
  async () => {
    // eighty first orders of about 69,000 gas each, with room for 65 in a block
    const crowd = { ...small, id: 'crowd', agents: 80, resources: 2, roundCap: 2 };
    const wide = await played(await scenarioFile('wide', crowd));
    const file = await scenarioFile('narrow', { ...crowd, chain: { blockGasLimit: 4_500_000 } });
    const narrow = await played(file);
    expect(narrow.report.rounds).toBe(wide.report.rounds);
    expect(narrow.report.resultHash).toBe(wide.report.resultHash);
    expect(await blocksOfOrders(narrow.report)).toBeGreaterThan(1);
    expect(narrow.report.chain.blocks).toBeGreaterThan(wide.report.chain.blocks);
    expect(narrow.report.chain.seconds).toBeGreaterThan(wide.report.chain.seconds!);
  },
);

/** Blocks over which the orders of the first round are spread. */
async function blocksOfOrders({ chain }: MatchReport): Promise<number> {
  const { stdout } = await gridleague('chain', 'show', (chain as unknown as { log: string }).log);
  return stdout.split(/^block /m).filter((block) => /round 1: agent-\d+ orders/.test(block)).length;
}

it.each(dealt(['agents', 'both'], 1))(
  'gives the same result verified by %s, in more time',
  async (verification) => {
    const [usual, other] = await Promise.all([
      onFreeGas(),
      played(await scenarioFile(verification, { ...small, chain: { verification } })),
    ]);
    expect(other.report.resultHash).toBe(usual.report.resultHash);
    expect(other.report.chain.seconds).toBeGreaterThan(usual.report.chain.seconds!);
  },
);

it.each(
  dealt<[string, object, RegExp]>(
    [
      [
        'cash',
        { gasPrice: '30 gwei', cash: 0.005 },
        /poor\.json: chain\.cash: .*cannot pay(?!.*\d{10}).* \d+(\.\d+)? money/,
      ],
      ['blockGasLimit', { blockGasLimit: 4_500_000 }, /poor\.json: chain\.blockGasLimit: too small/],
    ],
    1,
  ),
)('names chain.%s where it is too little to play', async (_, chain, message) => {
  const file = await scenarioFile('poor', { ...small, agents: 100, resources: 24, roundCap: 3, chain });
  const { code, stdout, stderr } = await gridleague('play', file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

it("plays at the endpoint's prices with the scenario's purse", async () => {
  const chain = await foreignChain();
  try {
    const file = await scenarioFile('abroad', { ...small, chain: { cash: 0.5, blockTime: 12 } });
    const [abroad, home] = await Promise.all([played(file, '--chain', chain.url), onFreeGas()]);
    expect(abroad.stderr).toMatch(/chain\.blockTime: not used/);
    expect(abroad.report.resultHash).toBe(home.report.resultHash);
    expect(abroad.report.chain.network).toBe('chain 31337');
    for (const { gas } of abroad.report.perSeat) expect(gas > 0 && gas < 0.5).toBe(true);
  } finally {
    await chain.stop();
  }
});
