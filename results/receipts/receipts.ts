import { keccak256 } from 'ethers/crypto';
import { concat, toUtf8Bytes } from 'ethers/utils';
import { MerkleTree, type Hash } from './merkle-tree.js';

/** Something a run vouches for: a match with its result hash, or a submission with its file's SHA-256. */
export interface Fact {
  readonly id: string;
  /** 64 hexadecimal digits, with or without 0x */
  readonly hash: string;
}

/** A fact with the way to its run's root; checked offline, or by `ResultsRegistry` on chain. */
export interface Receipt {
  readonly id: string;
  /** keccak-256 of the id: `name` in the contract */
  readonly name: Hash;
  readonly hash: Hash;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

/** The leaf of a fact as `ResultsRegistry` computes it: keccak256(keccak256(name, hash)). */
export function leafOf({ id, hash }: Fact): Hash {
  return keccak256(keccak256(concat([registryName(id), hashWord(hash)])));
}

/** What the registry calls a match, submission or run: the keccak-256 of its id in UTF-8. */
export function registryName(id: string): Hash {
  return keccak256(toUtf8Bytes(id));
}

/** The root that a run anchors for these facts. Throws a `RangeError` without facts or with one twice. */
export function rootOf(facts: readonly Fact[]): Hash {
  return new MerkleTree(facts.map(leafOf)).root;
}

/** The receipts of a run. Throws a `RangeError` without facts or with one twice. */
export class Receipts {
  private readonly tree: MerkleTree;
  private readonly facts: ReadonlyMap<string, Fact>;

  constructor(facts: readonly Fact[]) {
    this.tree = new MerkleTree(facts.map(leafOf));
    this.facts = new Map(facts.map((fact) => [fact.id, fact]));
  }

  /** null: nothing of this id was anchored */
  of(id: string): Receipt | null {
    const fact = this.facts.get(id);
    if (!fact) return null;
    const { tree } = this;
    const proof = tree.proof(leafOf(fact));
    return { id, name: registryName(id), hash: hashWord(fact.hash), proof, root: tree.root };
  }
}

function hashWord(hash: string): Hash {
  const digits = hash.replace(/^0x/, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new RangeError(`not a hash of 32 bytes: ${hash}`);
  return `0x${digits}`;
}
