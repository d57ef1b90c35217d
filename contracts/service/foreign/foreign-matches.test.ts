/** @short-form 1/5; each time: external-chain.test.ts, contracts/service/embedded-chain.test.ts */
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { ChainLedger } from '../../client/chain-ledger.js';
import { countingProxy, type CountingProxy } from '../../test/counting-proxy.js';
import { startAnvil, type ForeignNode } from '../../test/foreign-anvil.js';
import { drawScenario, playOn } from '../../test/play.js';
import { smallBook, SmallMarket } from '../../test/small-market.js';
import { anvilBinary } from '../engines/anvil-binary.js';
import type { ChainLease } from '../chain.port.js';
import { ExternalChain } from './external-chain.js';
import { httpJsonRpc, type JsonRpc } from '../rpc/json-rpc.js';

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

const secret = 'a secret of the tests';
const gasPurse = 10n ** 17n;
/** anvil's first account, known to everybody */
const operatorKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

(anvil ? describe : describe.skip)("matches on somebody else's chain", () => {
  let node: ForeignNode;
  let rpc: JsonRpc;
  beforeAll(async () => {
    node = await startAnvil(anvil!, []);
    rpc = httpJsonRpc(node.url);
  });
  afterAll(() => node.stop());

  const leased = async (): Promise<ChainLease> =>
    (await ExternalChain.connect({ url: node.url, secret, operatorKey })).lease();

  it('give what their accounts hold at the end back to the operator, to the last unit', async () => {
    const lease = await leased();
    const market = await new SmallMarket(lease, { match: 'returned', gasPurse }).withBook();
    const { seats, dealerCash } = market.ledger.state();
    const brought = seats.reduce((sum, { cash }) => sum + cash + gasPurse, dealerCash + gasPurse);
    const { returned, senders } = await market.ledger.close();
    const paid = senders.reduce((sum, sender) => sum + BigInt(sender.paid), 0n);
    expect(returned!.left).toEqual([]);
    expect(BigInt(returned!.amount) + BigInt(returned!.gas)).toBe(brought - paid);
    expect(BigInt(returned!.gas)).toBeGreaterThan(0n);
    for (const account of [...seats.map((_, seat) => market.seat(seat)), market.dealer])
      expect(await lease.balance(account.address)).toBe(0n);
  });

  it.each(['path', 'final'] as const)(
    'give it back where the match breaks off, settled by %s',
    async (settlement) => {
      const lease = await leased();
      const { address } = lease.operator;
      const before = await lease.balance(address);
      const market = new SmallMarket(lease, { match: `broken ${settlement}`, gasPurse }, settlement);
      await market.withBook();
      const accounts = [...smallBook.map((_, seat) => market.seat(seat)), market.dealer];
      await market.ledger.abandon();
      for (const account of [market.ledger, ...accounts])
        expect(await lease.balance(account.address)).toBe(0n);
      // What is missing went for gas.
      expect(before - (await lease.balance(address))).toBeLessThan(gasPurse);
    },
  );

  it('tell what could not be given back, and end all the same', async () => {
    const lease = await leased();
    const poor = lease.account('left', 'seat 4').address;
    const chain = {
      ...lease,
      reclaim: async (accounts: Parameters<NonNullable<ChainLease['reclaim']>>[0]) => {
        await rpc.request('anvil_setBalance', [poor, '0x64']);
        return lease.reclaim!(accounts);
      },
    };
    const { returned } = await (
      await new SmallMarket(chain, { match: 'left', gasPurse }).open()
    ).ledger.close();
    expect(returned!.left).toEqual([
      { address: poor, amount: '100', reason: expect.stringMatching(/less than/) as string },
    ]);
  });

  it('go on without a seat that cannot pay for its gas, which has its turn again', async () => {
    const lease = await leased();
    const poor = lease.account('drained', 'seat 1').address;
    const submissions = [1, 2].map((seat) => ({ seat, orders: smallBook[seat]! }));
    const market = await new SmallMarket(lease, { match: 'drained', gasPurse }).open();
    await rpc.request('anvil_setBalance', [poor, '0x0']);
    expect(await market.ledger.submit(submissions)).toEqual([
      { seat: 1, placed: 0, reason: 'its account cannot pay for the gas of its orders' },
    ]);
    expect(market.ledger.state().seats.map(({ orders }) => orders.length)).toEqual([0, 0, 1, 0, 0]);
    expect(await market.ledger.submit(submissions.slice(0, 1))).toEqual([]);
    await rpc.request('anvil_setBalance', [poor, '0x0']);
    // What is no turn of its own must not fail for it: the organiser pays.
    await market.ledger.cancel(1);
    await rpc.request('anvil_setBalance', [poor, '0x0']);
    const { returned } = await market.ledger.close();
    expect(returned!.left).toEqual([]);
  });

  it('tell in the record whose turn was lost, and trade among the others', async () => {
    const lease = await leased();
    const scenario = await drawScenario('blems-example', '1');
    const poor = lease.account('lost turn', 'seat 0').address;
    let drained = false;
    const chain: ChainLease = {
      ...lease,
      execute: async (match, transactions, notBefore) => {
        // The market is open: the first to order has nothing left.
        const orders = transactions.some(({ from, value }) => from.address === poor && value === undefined);
        if (orders && !drained) await rpc.request('anvil_setBalance', [poor, '0x0']);
        drained ||= orders;
        return lease.execute(match, transactions, notBefore);
      },
    };
    const { played } = await playOn(new ChainLedger(chain, { match: 'lost turn', gasPurse }), scenario);
    expect(played.seats[0]!.failures).toMatchObject([{ round: 1, kind: 'unpaid-gas' }]);
    expect(played.timingDependent).toBe(true);
    expect(played.rounds.flatMap(({ trades }) => trades).length).toBeGreaterThan(0);
    expect(played.outcome).toBe('converged');
  });

  it('ask what gas costs once for each phase, over connections that stay', async () => {
    const proxy = await countingProxy(node.url);
    const chain = await ExternalChain.connect({ url: proxy.url, secret, operatorKey });
    const before = proxy.methods.get('eth_gasPrice') ?? 0;
    const lease = await chain.lease();
    let phases = 0;
    const counted: ChainLease = {
      ...lease,
      fund: (grants) => (phases++, lease.fund(grants)),
      execute: (...phase) => (phases++, lease.execute(...phase)),
      reclaim: (accounts) => (phases++, lease.reclaim!(accounts)),
    };
    const { summary } = await playOn(
      new ChainLedger(counted, { match: 'counted', gasPurse }),
      await drawScenario('blems-example', '1'),
    );
    expect(summary.transactions).toBeGreaterThan(phases);
    expect(proxy.methods.get('eth_gasPrice')! - before).toBeLessThanOrEqual(phases);
    const requests = [...proxy.methods.values()].reduce((sum, count) => sum + count, 0);
    // Receipts of a phase are asked for at one time, so there are as many connections as a phase has transactions.
    expect(requests).toBeGreaterThan(100);
    expect(proxy.connections).toBeLessThanOrEqual(12);
    await proxy.stop();
  });

  it('send what different accounts have in a phase side by side', async () => {
    const accounts = 4;
    // An answer is held until all are asked for. Where they come one after the other, that is never: the sender takes the
    // endpoint for gone, and leaves all where it was.
    let asked = 0;
    const all = Promise.withResolvers<void>();
    const held = (method: string): Promise<void> | undefined => {
      if (method !== 'eth_sendRawTransaction') return undefined;
      if (++asked === accounts) all.resolve();
      return all.promise;
    };
    const direct = await leased();
    const payers = Array.from({ length: accounts }, (_, i) => direct.account('aside', `payer ${i}`));
    await direct.fund(payers.map((account) => ({ account, amount: gasPurse })));
    const proxy = await countingProxy(node.url, held);
    const chain = await ExternalChain.connect({
      url: proxy.url,
      secret,
      operatorKey,
      deployment: direct.deployment,
    });
    const returned = await (await chain.lease()).reclaim!(payers);
    await proxy.stop();
    expect({ asked, left: returned.left }).toEqual({ asked: accounts, left: [] });
  });

  it('survive reorganisations as deep as they wait for confirmations', async () => {
    const own = await startAnvil(anvil!, []);
    let proxy: CountingProxy | null = null;
    try {
      const confirmations = 3;
      const direct = httpJsonRpc(own.url);
      const lost = new Map<string, number>();
      // Whoever is told for the first time that its transaction is in a block: the chain forgets that block and all behind it.
      let line = Promise.resolve();
      const forget = (method: string, answer: unknown): Promise<void> => {
        if (method !== 'eth_getTransactionReceipt' || answer === null) return line;
        const { transactionHash, blockNumber } = answer as { transactionHash: string; blockNumber: string };
        line = line.then(async () => {
          const depth = Number(await direct.request('eth_blockNumber')) - Number(blockNumber) + 1;
          if (lost.has(transactionHash) || depth < 1 || depth > confirmations) return;
          lost.set(transactionHash, depth);
          await direct.request('anvil_reorg', [depth, []]);
        });
        return line;
      };
      proxy = await countingProxy(own.url, forget);
      const chain = await ExternalChain.connect({ url: proxy.url, secret, operatorKey, confirmations });
      const lease = await chain.lease();
      const market = await drawScenario('blems-example', '1');
      const ledger = new ChainLedger(lease, { match: 'reorganised', gasPurse });
      const { hash, summary } = await playOn(ledger, market);
      expect(lost.size).toBeGreaterThan(10);
      expect(Math.max(...lost.values())).toBeGreaterThan(1);
      expect(hash).toBe((await playOn(new MemoryLedger(), market)).hash);
      expect(summary.returned!.left).toEqual([]);
    } finally {
      await proxy?.stop();
      await own.stop();
    }
  });
});
