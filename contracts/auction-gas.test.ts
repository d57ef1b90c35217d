import { readFileSync } from 'node:fs';
import { ask, bid } from '#market/double-auction/test/orders.js';
import { isLong, testRng } from '#market/test/short-form.js';
import type { AuctionOrder } from './client/double-auction/chain-auction.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import type { ChainLease } from './service/chain.port.js';
import { EmbeddedChain } from './service/embedded-chain.js';
import { asks, bids, openAuction, placeMetered } from './test/small-auction.js';

const columns = ['ask', 'bid', 'start', 'verify', 'match', 'settle'] as const;
type Figures = Record<(typeof columns)[number], number>;

/** Rows `| orders | ask | ... | settle |` of the gas table under a heading of docs/chain.md. */
function documentedRows(heading: string): [orders: number, gas: Figures][] {
  const text = readFileSync('docs/chain.md', 'utf8').split(`${heading}\n`)[1]!.split('\n##')[0]!;
  return text.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim().replaceAll(',', ''));
    if (cells.length !== columns.length + 3 || !/^\d+$/.test(cells[1]!)) return [];
    const [orders, ...figures] = cells.slice(1, -1).map(Number) as [number, ...number[]];
    return [[orders, Object.fromEntries(columns.map((column, i) => [column, figures[i]!])) as Figures]];
  });
}

type Row = [orders: number, rule: PricingRule['kind'], gas: Figures];
const rowsOf = (heading: string, rule: PricingRule['kind']): Row[] =>
  documentedRows(heading).map(([orders, gas]) => [orders, rule, gas]);
const pricingOf: Readonly<Record<PricingRule['kind'], PricingRule>> = {
  uniform: { kind: 'uniform', k: 0n },
  'pay-as-bid': { kind: 'pay-as-bid' },
  mcafee: { kind: 'mcafee' },
  muda: { kind: 'muda', lots: 'gas' },
};
const rows = [
  ...rowsOf('### Gas of the double auction', 'uniform'),
  ...rowsOf('#### Paid as bid', 'pay-as-bid'),
  ...rowsOf('#### By McAfee’s rule', 'mcafee'),
  ...rowsOf('#### By MUDA', 'muda'),
];
const isLarge = ([orders]: Row): boolean => orders > 100;
const rng = testRng('auction gas');
const large = rows.filter(isLarge);
/** Of the large ones, which take long, at most one. */
const drawn = rng.next() < 0.3 ? large.slice(Math.floor(rng.next() * large.length)).slice(0, 1) : [];
const checked = isLong ? rows : [...rows.filter((row) => !isLarge(row)), ...drawn];

describe('gas of the double auction', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  beforeAll(async () => {
    chain = await embedded.lease();
  });
  afterAll(() => embedded.close());
  const isNear = (measured: number, documented: number): boolean =>
    Math.abs(measured / documented - 1) <= 0.05;

  it('is documented up to 1,000 orders', () => {
    expect(rows.map(([orders]) => orders)).toEqual([1, 2, 3, 4].flatMap(() => [36, 100, 1000]));
  });

  it.each(checked)('of %d orders, %s, is what docs/chain.md says', async (orders, rule, documented) => {
    const measured = await measure(chain, orders, pricingOf[rule]);
    for (const column of columns) {
      const [gas, said] = [measured[column], documented[column]];
      expect([column, isNear(gas, said), gas]).toEqual([column, true, gas]);
    }
  });

  it('of enrolling for MUDA is what docs/chain.md says', async () => {
    const { auction } = await openAuction(chain, 'gas of enrolment', 1, pricingOf.muda);
    const names = Array.from({ length: 100 }, (_, n) => `household-${n}`);
    const gas = await auction.enrol(new Map(names.map((name) => [name, auction.account(name)])));
    const said = /`enrol` takes ([\d,]+) gas for each of 100 participants/.exec(
      readFileSync('docs/chain.md', 'utf8'),
    )![1]!;
    expect([isNear(gas / names.length, Number(said.replaceAll(',', ''))), gas]).toEqual([true, gas]);
  });
});

/** Half sell, of both types in turn, and half buy, three of five preferring CHP; most of it is traded. */
async function measure(chain: ChainLease, count: number, pricing: PricingRule): Promise<Figures> {
  const { auction, accounts } = await openAuction(chain, `gas of ${count}, ${pricing.kind}`, count, pricing);
  const orders = accounts.map((account, n): AuctionOrder => {
    const [amount, spread] = [1000 + ((n * 7919) % 997), ((n * 104_729) % 500) / 100];
    if (n % 2 === 0) return asks(account, ask('', amount, 10 + spread, n % 4 === 0 ? 'pv' : 'chp'));
    return bids(account, n % 10 < 6 ? bid('', amount, 13 + spread, 15 + spread) : bid('', amount, 15 + spread, 13 + spread)); // prettier-ignore
  });
  const [firstAsk, firstBid, ...rest] = orders as [AuctionOrder, AuctionOrder, ...AuctionOrder[]];
  await auction.meter('mint', [{ account: firstAsk.account, amount: firstAsk.order.amount }]);
  const gasOf = async (order: AuctionOrder): Promise<number> =>
    (await auction.send(auction.placing(order))).reduce((sum, { gas }) => sum + gas, 0);
  const [askGas, bidGas] = [await gasOf(firstAsk), await gasOf(firstBid)];
  await placeMetered(auction, rest);
  const { closed, gas } = await auction.close();
  expect(closed.participants).toHaveLength(count);
  return { ask: askGas, bid: bidGas, ...gas };
}
