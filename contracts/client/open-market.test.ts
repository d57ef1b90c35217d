/** @short-form 1/2; each time: contracts/client/whole-matches.test.ts */
import { startAnvil } from '../test/foreign-anvil.js';
import { SmallMarket } from '../test/small-market.js';
import { ChainError } from '../service/chain-error.js';
import type { ChainLease } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { anvilBinary } from '../service/engines/anvil-binary.js';
import { ExternalChain } from '../service/foreign/external-chain.js';

const embedded = new EmbeddedChain();
afterAll(() => embedded.close());

/** Tells when calls of a lease begin and end. */
function told(lease: ChainLease, log: string[]): ChainLease {
  const telling = async <T>(call: string, run: () => Promise<T>): Promise<T> => {
    log.push(`${call} begins`);
    return run().finally(() => log.push(`${call} ends`));
  };
  return {
    ...lease,
    fund: (grants) => telling('fund', () => lease.fund(grants)),
    execute: (...phase) => telling('execute', () => lease.execute(...phase)),
  };
}

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

(anvil ? it : it.skip)('everything that the organiser sends for a market waits for one block', async () => {
  const node = await startAnvil(anvil!, ['--block-time', '1']);
  try {
    const chain = await ExternalChain.connect({ url: node.url, secret: 'a secret of the tests' });
    const log: string[] = [];
    const market = new SmallMarket(told(await chain.lease(), log), { match: 'opened', gasPurse: 10n ** 17n });
    await market.open();
    expect(log.slice(0, 2)).toEqual(['fund begins', 'execute begins']);
    expect(new Set(log.slice(2, 4))).toEqual(new Set(['fund ends', 'execute ends']));
    expect(market.ledger.state().seats.map(({ cash }) => cash > 0n)).toEqual([true, true, true, true, true]);
    expect((await market.ledger.close()).returned!.left).toEqual([]);
  } finally {
    await node.stop();
  }
});

it('a market that cannot be paid for is given up once nothing of it is under way', async () => {
  const log: string[] = [];
  const lease = await embedded.lease();
  const poor: ChainLease = {
    ...lease,
    fund: () => Promise.reject(new ChainError('insufficient-funds', 'the organiser is poor')),
  };
  const opening = new SmallMarket(told(poor, log), { match: 'poor' }).open();
  await expect(opening).rejects.toThrow('the organiser is poor');
  expect(log).toHaveLength(4);
  expect(log.at(-1)).toBe('execute ends');
});
