import { keccak256 } from 'ethers/crypto';
import { concat } from 'ethers/utils';

/** 32 bytes as 0x-prefixed lower-case hexadecimal */
export type Hash = string;

/**
 * A Merkle tree over leaf hashes, laid out as OpenZeppelin's libraries do: leaves sorted, a
 * complete binary tree in one array with the root first, each inner node the keccak-256 of its two
 * children in ascending order. `MerkleProof.verify` accepts its proofs.
 */
export class MerkleTree {
  private readonly nodes: readonly Hash[];
  private readonly places: ReadonlyMap<Hash, number>;

  /** `leaves` must be distinct and at least one. Throws a `RangeError` otherwise. */
  constructor(leaves: readonly Hash[]) {
    const sorted = [...new Set(leaves)].sort();
    if (sorted.length === 0) throw new RangeError('a Merkle tree needs a leaf');
    if (sorted.length !== leaves.length) throw new RangeError('a leaf stands in the tree twice');
    const nodes = new Array<Hash>(2 * sorted.length - 1);
    sorted.forEach((leaf, i) => (nodes[nodes.length - 1 - i] = leaf));
    for (let i = sorted.length - 2; i >= 0; i--) nodes[i] = parentOf(nodes[2 * i + 1]!, nodes[2 * i + 2]!);
    this.nodes = nodes;
    this.places = new Map(sorted.map((leaf, i) => [leaf, nodes.length - 1 - i]));
  }

  get root(): Hash {
    return this.nodes[0]!;
  }

  /** The siblings on the way from `leaf` to the root. Throws a `RangeError` for an unknown leaf. */
  proof(leaf: Hash): Hash[] {
    const place = this.places.get(leaf);
    if (place === undefined) throw new RangeError(`${leaf} is not in the tree`);
    const siblings: Hash[] = [];
    for (let i = place; i > 0; i = (i - 1) >> 1) siblings.push(this.nodes[i % 2 === 1 ? i + 1 : i - 1]!);
    return siblings;
  }
}

/** Whether `proof` leads from `leaf` to `root`. */
export function provesMembership(root: Hash, leaf: Hash, proof: readonly Hash[]): boolean {
  return proof.reduce(parentOf, leaf) === root;
}

function parentOf(a: Hash, b: Hash): Hash {
  return keccak256(a < b ? concat([a, b]) : concat([b, a]));
}
