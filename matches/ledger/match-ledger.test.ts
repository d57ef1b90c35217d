import { smallOpening } from '#contracts/test/small-market.js';
import { ChainError } from '#contracts/service/chain-error.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { withLedger } from './match-ledger.js';

const embedded = new EmbeddedChain();
afterAll(() => embedded.close());

it('what breaks a match off is told, and plays it no second time, where its money cannot be taken back', async () => {
  const failing = (error: ChainError) => () => Promise.reject(error);
  const chain: ChainSource = {
    lease: async () => ({
      ...(await embedded.lease()),
      fund: failing(new ChainError('insufficient-funds', 'the organiser is poor')),
      reclaim: failing(new ChainError('chain-lost', 'the chain is gone')),
    }),
    close: () => embedded.close(),
  };
  const drawn = (await loadScenario('random-small')).draw('1');
  let plays = 0;
  const played = withLedger({ chain, match: 'broken', scenario: 'random-small', drawn }, (ledger) => {
    plays++;
    return ledger.open(smallOpening);
  });
  await expect(played).rejects.toThrow('the organiser is poor');
  expect(plays).toBe(1);
});
