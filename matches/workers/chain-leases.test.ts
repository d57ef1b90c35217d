import type { ChainLease, ChainSource } from '#contracts/service/chain.port.js';
import { ChainLeases } from './chain-leases.js';

it('what is leased for a worker that has ended meanwhile is given back', async () => {
  const leased = Promise.withResolvers<ChainLease>();
  let released = 0;
  const source = { lease: () => leased.promise } as unknown as ChainSource;
  const leases = new ChainLeases(source, 'a secret');
  const answer = leases.answer({ kind: 'lease' });
  await leases.releaseAll();
  leased.resolve({ release: () => Promise.resolve(void released++) } as unknown as ChainLease);
  await expect(answer).rejects.toThrow('has ended');
  expect(released).toBe(1);
});
