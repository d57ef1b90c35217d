import { z } from 'zod';
import type { ValueKinds } from './value-kinds.js';

/** A plugin version that a run is played with (`FrozenSubmission`), stated once: see `ValueKinds`. */
export const frozenIn = ({ word, digest }: ValueKinds) =>
  z.strictObject({
    id: word,
    kind: z.enum(['agent', 'dealer', 'bidder']),
    name: word,
    version: word,
    sha256: digest,
    baseline: z.boolean(),
    outside: z
      .enum(['remote', 'python'])
      .exactOptional()
      .describe('of one that plays from outside of the sandbox: nobody can replay its matches'),
  });

/** Where the roots of a run lie (`RunAnchorRecord`), stated once: see `ValueKinds`. */
export const anchorIn = ({ count, text }: ValueKinds) => {
  const root = text(/^0x[0-9a-f]{64}$/, 'must be a root of 32 bytes');
  return z.strictObject({
    network: text(/^(embedded|chain \d{1,30})$/, 'must be embedded or chain <id>'),
    epoch: count,
    registry: text(/^0x[0-9a-fA-F]{40}$/),
    matches: root.describe('Merkle root of the result hashes'),
    submissions: root.describe("Merkle root of the files' SHA-256"),
    transaction: text(/^0x[0-9a-f]{64}$/).nullable(),
    block: count.nullable(),
  });
};
