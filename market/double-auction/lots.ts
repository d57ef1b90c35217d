import { createHash } from 'node:crypto';

/** 32 bytes that decide a period's lots. They are fixed before anybody orders. */
export type Lot = Uint8Array;

/** What a participant draws: its half of the market, and its turn in it (the lower is served first). */
export interface Drawn {
  readonly half: 0 | 1;
  readonly turn: bigint;
}

/** The lot of a period (from 0) of an auction whose lots have this seed: SHA-256 of `seed/period`. */
export function lotOf(seed: string, period: number): Lot {
  return sha256(Buffer.from(`${seed}/${period}`));
}

/** What a participant is drawn by: SHA-256 of its id. */
export function labelOf(id: string): Uint8Array {
  return sha256(Buffer.from(id));
}

/** What a participant draws that has this id. */
export function drawn(lot: Lot, id: string): Drawn {
  return drawnBy(lot, labelOf(id));
}

/** The first bit of SHA-256 of lot and label is the half, the other 255 are the turn. So nothing that is ordered changes them. */
export function drawnBy(lot: Lot, label: Uint8Array): Drawn {
  const bits = BigInt(`0x${Buffer.from(sha256(Buffer.concat([lot, label]))).toString('hex')}`);
  return { half: bits >> 255n === 0n ? 0 : 1, turn: bits & ((1n << 255n) - 1n) };
}

/** What an operator publishes of a lot before its period opens. */
export function commitmentTo(lot: Lot): Uint8Array {
  return sha256(lot);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
