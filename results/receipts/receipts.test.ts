import { fc } from '#market/test/seeded-properties.js';
import { canonicalJson, CanonicalJsonError } from '#market/canonical-json.js';
import { MerkleTree, provesMembership } from './merkle-tree.js';
import { receiptHolds, receiptsFor } from '../test/held-receipts.js';
import { leafOf, registryName, rootOf, type Fact } from './receipts.js';
import { keccak256 } from 'ethers/crypto';

const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const facts = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), hash }), {
  minLength: 1,
  maxLength: 40,
  selector: ({ id }) => id,
});

describe('canonical JSON', () => {
  it('has one form only', () => {
    expect(canonicalJson({ b: [1, 1e21, 0.1, -0], a: { z: null, é: 'x\n', Z: undefined } })).toBe(
      '{"a":{"z":null,"é":"x\\n"},"b":[1,1e+21,0.1,0]}',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([[NaN], [[Infinity]], [[undefined]], [{ a: () => 1 }], ['\ud800']])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError);
  });
});

describe('Merkle tree', () => {
  it('is the tree of the OpenZeppelin library', () => {
    // the example of its README: two (address, uint256) leaves, which encode like (bytes32, bytes32)
    const word = (value: string): string => value.padStart(64, '0');
    const leaves = [
      ['11'.repeat(20), 5000000000000000000n],
      ['22'.repeat(20), 2500000000000000000n],
    ].map(([address, amount]) =>
      keccak256(keccak256(`0x${word(String(address))}${word(BigInt(amount!).toString(16))}`)),
    );
    expect(new MerkleTree(leaves).root).toBe(
      '0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77',
    );
  });

  it('refuses no leaves, a leaf twice and an unknown leaf', () => {
    const leaf = registryName('a');
    expect(() => new MerkleTree([])).toThrow(RangeError);
    expect(() => new MerkleTree([leaf, leaf])).toThrow(RangeError);
    expect(() => new MerkleTree([leaf]).proof(registryName('b'))).toThrow(RangeError);
    expect(new MerkleTree([leaf]).proof(leaf)).toEqual([]);
  });
});

describe('receipts', () => {
  it('hold for every fact of a run, whatever order they come in', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const root = rootOf(list);
        expect(rootOf([...list].reverse())).toBe(root);
        for (const receipt of receiptsFor(list)) expect(receiptHolds(receipt, root)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('do not hold for anything else', () => {
    const list: Fact[] = ['1', '2', '3', '4', '5'].map((id) => ({ id, hash: id.repeat(64) }));
    const root = rootOf(list);
    const [first, second] = receiptsFor(list);
    expect(receiptHolds({ ...first!, hash: second!.hash }, root)).toBe(false);
    expect(receiptHolds({ ...first!, id: '2', name: registryName('2') }, root)).toBe(false);
    expect(receiptHolds({ ...first!, id: '2' }, root)).toBe(false);
    expect(receiptHolds({ ...first!, proof: second!.proof }, root)).toBe(false);
    expect(receiptHolds({ ...first!, proof: first!.proof.slice(1) }, root)).toBe(false);
    expect(receiptHolds(first!, rootOf(list.slice(1)))).toBe(false);
    // an inner node is no leaf: leaves are hashed twice
    expect(provesMembership(root, root, [])).toBe(true);
    expect(leafOf(list[0]!)).not.toBe(root);
    expect(() => leafOf({ id: '1', hash: 'abc' })).toThrow(RangeError);
  });
});
