import { AbiCoder, concat, keccak256, toUtf8Bytes } from 'ethers';

/** A named hash: a match and its result hash, a submission and its file's sha256 (0x-hex, 32 bytes). */
export interface NamedHash {
  readonly name: string;
  readonly hash: string;
}

/** Names enter the tree as their own hash. */
export function nameHash(name: string): string {
  return keccak256(toUtf8Bytes(name));
}

/** Hashed twice, so that no inner node can be passed off as a leaf (as ResultsRegistry does). */
function leafOf({ name, hash }: NamedHash): string {
  return keccak256(
    keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32'], [nameHash(name), hash])),
  );
}

function parentOf(a: string, b: string): string {
  return keccak256(concat(a < b ? [a, b] : [b, a]));
}

/**
 * Merkle tree over named hashes, sorted by leaf, so that the order they come in does not matter; pairs are
 * sorted too (OpenZeppelin's MerkleProof). An odd node moves up as it is.
 */
export class MerkleTree {
  private readonly levels: string[][];

  /** Throws `RangeError` for an empty list. */
  constructor(entries: readonly NamedHash[]) {
    if (entries.length === 0) throw new RangeError('a Merkle tree needs at least one entry');
    this.levels = [entries.map(leafOf).sort()];
    for (let level = this.levels[0]!; level.length > 1; level = this.levels.at(-1)!)
      this.levels.push(
        Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
          const right = level[2 * i + 1];
          return right === undefined ? level[2 * i]! : parentOf(level[2 * i]!, right);
        }),
      );
  }

  get root(): string {
    return this.levels.at(-1)![0]!;
  }

  /** Siblings from leaf to root. Throws `RangeError` if the entry is not in the tree. */
  proofOf(entry: NamedHash): string[] {
    let index = this.levels[0]!.indexOf(leafOf(entry));
    if (index < 0) throw new RangeError(`${entry.name} is not in the tree`);
    const proof: string[] = [];
    for (const level of this.levels.slice(0, -1)) {
      const sibling = level[index ^ 1];
      if (sibling !== undefined) proof.push(sibling);
      index >>= 1;
    }
    return proof;
  }
}

/** The same check as the contract's, without a chain. */
export function verifyProof(root: string, entry: NamedHash, proof: readonly string[]): boolean {
  return proof.reduce(parentOf, leafOf(entry)) === root;
}
