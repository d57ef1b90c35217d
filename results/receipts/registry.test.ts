import { ResultsRegistry } from '#contracts/client/results-registry.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { receiptsFor } from '../test/held-receipts.js';
import { rootOf, type Fact } from './receipts.js';

const facts = (prefix: string, count: number): Fact[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}-${i}`,
    hash: (i + 1).toString(16).padStart(2, '0').repeat(32),
  }));

describe('receipts on the chain', () => {
  const chain = new EmbeddedChain();
  afterAll(() => chain.close());

  it('are accepted by the registry that a run was anchored in, and by it alone', async () => {
    const lease = await chain.lease();
    try {
      const registry = new ResultsRegistry(lease);
      const matches = facts('match', 7);
      const submissions = facts('submission', 2);
      await registry.anchor({ run: 'run-1', matches: rootOf(matches), submissions: rootOf(submissions) });
      for (const { id, hash, proof } of receiptsFor(matches))
        expect(await registry.verifyMatch('run-1', { name: id, hash }, proof)).toBe(true);
      for (const { id, hash, proof } of receiptsFor(submissions))
        expect(await registry.verifySubmission('run-1', { name: id, hash }, proof)).toBe(true);
      const [first, second] = receiptsFor(matches);
      expect(await registry.verifyMatch('run-1', { name: first!.id, hash: second!.hash }, first!.proof)).toBe(
        false,
      );
      expect(await registry.verifyMatch('run-2', { name: first!.id, hash: first!.hash }, first!.proof)).toBe(
        false,
      );
      expect(
        await registry.verifySubmission('run-1', { name: first!.id, hash: first!.hash }, first!.proof),
      ).toBe(false);
    } finally {
      await lease.release();
    }
  });
});
