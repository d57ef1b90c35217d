import { wordsFor } from '#market/ledger/gas-bounds.js';
import { LedgerError } from '#market/ledger/ledger.port.js';

const WORD = 32;

/** Writes words and packed vectors (layout: IBundleMarket.sol) into one buffer of known size. */
export class PackedWriter {
  private readonly buffer: Buffer;
  private offset = 0;

  constructor(words: number) {
    this.buffer = Buffer.alloc(words * WORD);
  }

  /** A whole word; negative numbers as two's complement. */
  word(value: bigint): this {
    const unsigned = BigInt.asUintN(256, value);
    for (let part = 0; part < 4; part++)
      this.buffer.writeBigUInt64BE(
        (unsigned >> BigInt(192 - 64 * part)) & 0xffffffffffffffffn,
        this.offset + 8 * part,
      );
    this.offset += WORD;
    return this;
  }

  /** A packed vector of signed 64-bit lanes. */
  vector(values: readonly bigint[]): this {
    for (let r = 0; r < values.length; r++) {
      const value = values[r]!;
      if (value !== 0n) this.lane(value, this.offset + 8 * r);
    }
    this.offset += wordsFor(values.length) * WORD;
    return this;
  }

  private lane(value: bigint, offset: number): void {
    if (value !== BigInt.asIntN(64, value))
      throw new LedgerError('quantity-out-of-range', `${value} does not fit into 64 bits`);
    this.buffer.writeBigInt64BE(value, offset);
  }

  /** What was written, hex without 0x. */
  hex(): string {
    return this.buffer.toString('hex', 0, this.offset);
  }
}

/** Reads words and packed vectors back; starts after 0x. */
export class PackedReader {
  private readonly buffer: Buffer;
  private offset = 0;

  constructor(hex: string) {
    this.buffer = Buffer.from(hex.startsWith('0x') ? hex.slice(2) : hex, 'hex');
  }

  get done(): boolean {
    return this.offset >= this.buffer.length;
  }

  word(): bigint {
    let value = 0n;
    for (let part = 0; part < 4; part++)
      value = (value << 64n) | this.buffer.readBigUInt64BE(this.offset + 8 * part);
    this.offset += WORD;
    return value;
  }

  vector(m: number): bigint[] {
    const start = this.offset;
    this.offset += wordsFor(m) * WORD;
    return Array.from({ length: m }, (_, r) => this.buffer.readBigInt64BE(start + 8 * r));
  }
}

/** One packed vector, hex without 0x. */
export function packVector(values: readonly bigint[]): string {
  return new PackedWriter(wordsFor(values.length)).vector(values).hex();
}

export function unpackVector(hex: string, m: number): bigint[] {
  return new PackedReader(hex).vector(m);
}
