import { createHash } from 'node:crypto';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { ChainLease } from '../service/chain.port.js';
import { MerkleTree, verifyProof, type NamedHash } from './merkle-tree.js';
import { ResultsRegistry } from './results-registry.js';

const sha256 = (text: string): string => `0x${createHash('sha256').update(text).digest('hex')}`;
const entries = (kind: string, count: number): NamedHash[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${kind} ${i}`, hash: sha256(`${kind} result ${i}`) }));

describe('a Merkle tree', () => {
  it.each([1, 2, 3, 5, 8, 13])('of %i entries proves each of them and nothing else', (count) => {
    const all = entries('match', count);
    const tree = new MerkleTree(all);
    for (const entry of all) {
      const proof = tree.proofOf(entry);
      expect(verifyProof(tree.root, entry, proof)).toBe(true);
      expect(verifyProof(tree.root, { ...entry, hash: sha256('forged') }, proof)).toBe(false);
      expect(verifyProof(tree.root, { ...entry, name: 'another match' }, proof)).toBe(false);
    }
    expect(() => tree.proofOf({ name: 'match 0', hash: sha256('forged') })).toThrow(RangeError);
  });

  it('does not depend on the order of its entries', () => {
    const all = entries('match', 7);
    expect(new MerkleTree([...all].reverse()).root).toBe(new MerkleTree(all).root);
  });
});

describe('the results registry', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  beforeAll(async () => {
    chain = await embedded.lease();
  });
  afterAll(() => embedded.close());

  it('confirms results and submissions of an anchored run, and refuses forged ones', async () => {
    const [results, files] = [entries('match', 5), entries('submission', 3)];
    const [matches, submissions] = [new MerkleTree(results), new MerkleTree(files)];
    const registry = new ResultsRegistry(chain);
    const receipt = await registry.anchor({
      run: 'league/7',
      matches: matches.root,
      submissions: submissions.root,
    });
    expect(receipt).toMatchObject({ network: 'embedded', epoch: 1, registry: chain.deployment.registry });
    for (const result of results)
      expect(await registry.verifyMatch('league/7', result, matches.proofOf(result))).toBe(true);
    for (const file of files)
      expect(await registry.verifySubmission('league/7', file, submissions.proofOf(file))).toBe(true);
    const [first, second] = results as [NamedHash, NamedHash];
    expect(
      await registry.verifyMatch('league/7', { ...first, hash: second.hash }, matches.proofOf(first)),
    ).toBe(false);
    expect(await registry.verifyMatch('league/8', first, matches.proofOf(first))).toBe(false);
    expect(await registry.verifySubmission('league/7', first, matches.proofOf(first))).toBe(false);
  });

  it('belongs to the operator, and what is anchored stays', async () => {
    const anchor = { run: 'league/9', matches: sha256('a'), submissions: sha256('b') };
    const stranger = chain.account('nobody', 'stranger');
    await expect(new ResultsRegistry({ ...chain, operator: stranger }).anchor(anchor)).rejects.toMatchObject({
      refusal: { name: 'OwnableUnauthorizedAccount' },
    });
    await new ResultsRegistry(chain).anchor(anchor);
    await expect(
      new ResultsRegistry(chain).anchor({ ...anchor, matches: sha256('c') }),
    ).rejects.toMatchObject({
      refusal: { name: 'AlreadyAnchored' },
    });
    expect(await new ResultsRegistry(chain).anchorOf('league/9')).toEqual({
      matches: anchor.matches,
      submissions: anchor.submissions,
    });
  });
});
