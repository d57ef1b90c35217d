/** @short-form 1/3; each time: matches/days/collected-fees.test.ts, contracts/solidity */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billsOf } from '#results/export/community-csv.js';
import type { PlayedScenario } from '../play-setting.js';
import { playScenario } from '#matches/test/play-scenario.js';

const community = {
  ...{ kind: 'community', id: 'fees', start: '2025-06-10', step: 'PT1H', periods: 24, settlement: 'final' },
  households: [
    { id: 'flat', count: 3, load: { annualEnergy: 3000 } },
    { id: 'roof', count: 2, load: { annualEnergy: 3500 }, pv: { peakPower: 6 } },
  ],
  ...{ regulation: 'DE-42c', grid: {}, chain: { collectFees: true } },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-fees-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function played(more: object, chain: 'memory' | 'embedded'): Promise<PlayedScenario> {
  const scenario = join(folder, 'fees.json');
  await writeFile(scenario, JSON.stringify({ ...community, ...more }));
  return playScenario({
    ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: '1', rules: { roundCap: 200 } },
    ...{ chain, dataFolder: folder, execution: 'in-process' },
  });
}

const sum = (amounts: readonly (string | bigint)[]): bigint =>
  amounts.reduce<bigint>((all, one) => all + BigInt(one), 0n);

describe('local fees that are collected', () => {
  it('are those of the bills, to the last unit, in memory and on a chain', async () => {
    const memory = await played({}, 'memory');
    const onChain = await played({}, 'embedded');
    expect(onChain.report.resultHash).toBe(memory.report.resultHash);
    expect(onChain.report.chain.fees).toEqual(memory.report.chain.fees);
    const { report, drawn, plans } = onChain;
    const { paid, unpaid, receivers } = report.chain.fees!;
    expect(sum(unpaid)).toBe(0n);
    expect(sum(paid)).toBe(sum(receivers.map(({ amount }) => amount)));
    expect(sum(paid)).toBeGreaterThan(10n ** 18n);
    // A unit of money in a thousand million: rates of lines are told apart from their sum.
    expect(Number(sum(paid)) / 1e18).toBeCloseTo(report.kpis.localFees!, 9);
    // 19 % of what is charged net, and 23.66 ct in all, on every kWh of neighbours.
    expect(Number(sum(paid)) / 1e18).toBeCloseTo(0.2366 * report.kpis.locallyTradedEnergy!, 3);
    const tax = Number(receivers.find(({ receiver }) => receiver === 'state')!.amount) / 1e18;
    expect(tax).toBeLessThan(Number(sum(paid)) / 1e18);
    // What bills say with the fees is what they say without them and what was collected.
    const { community: homes } = drawn;
    const free = { ...homes!, billing: { ...homes!.billing, lines: homes!.billing.lines.filter(({ flow }) => flow !== 'local') } }; // prettier-ignore
    const [withFees, without] = [homes!, free].map((one) => billsOf(onChain, one, plans));
    withFees!.forEach(({ total }, j) => expect(total - without![j]!.total).toBe(BigInt(paid[j]!)));
  });

  it('are the same where orders are sealed, whose seats a contract owns', async () => {
    const sealed = await played({ sealed: true }, 'embedded');
    expect(sealed.report.chain.fees).toEqual((await played({}, 'memory')).report.chain.fees);
  });

  it('are unpaid where a seat has not enough left', async () => {
    const { report } = await played({ cash: 2 }, 'embedded');
    const { paid, unpaid, receivers } = report.chain.fees!;
    const cash = report.cash;
    expect(sum(unpaid)).toBeGreaterThanOrEqual(0n);
    expect(sum(paid)).toBe(sum(receivers.map(({ amount }) => amount)));
    paid.forEach((amount, j) => expect(Number(amount) / 1e18).toBeLessThanOrEqual(cash[j]!));
  });

  it('are none under DE-2025, which charges nothing on local trades', async () => {
    const { report, drawn } = await played({ regulation: 'DE-2025' }, 'embedded');
    expect([...drawn.community!.market.localFee].every((fee) => fee === 0)).toBe(true);
    expect(sum(report.chain.fees!.paid)).toBe(0n);
    expect(report.chain.fees!.receivers).toEqual([]);
    expect(report.fees).toBe(0);
  });

  it.each([
    [{ mechanism: 'double-auction' }, 'chain.collectFees: a double auction'],
    [
      { regulation: [{ name: 'rebate', unit: 'ct/kWh', retail: 20, local: -1 }] },
      'regulation[0].local: is below 0',
    ],
  ])('%j is refused', async (more, reason) => {
    await expect(played(more, 'memory')).rejects.toThrow(reason);
  });
});
