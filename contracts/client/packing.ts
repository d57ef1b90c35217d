import { wordsFor } from '#market/ledger/gas-bounds.js';
import { LedgerError } from '#market/ledger/ledger.port.js';

/** Bytes of a word. */
export const WORD = 32;
/** Bytes that tell how long a list of changed lanes is. */
const LENGTH = 3;
/** Instead of that: the whole vector follows, packed. */
const WHOLE = 0xffffffn;
/** Gas of a byte of calldata, of one that is zero, and of reading a lane alone or four of them packed; about. */
const [BYTE, ZERO_BYTE, READ_LANE, READ_WORD] = [16, 4, 260, 220];
/** Lanes that stay as they are before one that changes. */
const MOST_PASSED = 31;

function fittingLane(value: bigint): bigint {
  if (value !== BigInt.asIntN(64, value))
    throw new LedgerError('quantity-out-of-range', `${value} does not fit into 64 bits`);
  return value;
}

/** About what it costs a contract to read a packed vector. */
function gasOfWhole(values: readonly bigint[]): number {
  const read = wordsFor(values.length) * READ_WORD;
  return values.reduce((gas, value) => {
    const zeros = value < 0n ? 0 : value === 0n ? 8 : 8 - bytesOf(value);
    return gas + zeros * ZERO_BYTE + (8 - zeros) * BYTE;
  }, read);
}

/** Bytes of a signed number, at least 1. */
export function bytesOf(value: bigint): number {
  let bytes = 1;
  for (let rest = value < 0n ? ~value : value; rest >= 128n; rest >>= 8n) bytes++;
  return bytes;
}

/** Writes words, packed vectors and shorter numbers (layout: IBundleMarket.sol) into one buffer that grows where it must. */
export class PackedWriter {
  private buffer: Buffer;
  private offset = 0;

  /** `words`: about how many there will be */
  constructor(words: number) {
    this.buffer = Buffer.alloc(words * WORD);
  }

  /** written so far */
  get bytes(): number {
    return this.offset;
  }

  /** A whole word; negative numbers as two's complement. */
  word(value: bigint): this {
    this.reserve(WORD);
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
    this.reserve(wordsFor(values.length) * WORD);
    for (let r = 0; r < values.length; r++) {
      const value = values[r]!;
      if (value !== 0n) this.lane(value, this.offset + 8 * r);
    }
    this.offset += wordsFor(values.length) * WORD;
    return this;
  }

  /** The lowest `length` bytes of a number, the highest first. */
  short(value: bigint, length: number): this {
    this.reserve(length);
    for (let i = length - 1, rest = value; i >= 0; i--, rest >>= 8n)
      this.buffer[this.offset + i] = Number(rest & 0xffn);
    this.offset += length;
    return this;
  }

  /** The lanes in which a vector differs from the one before it (absent: zero), or, where that costs a contract less, all of it. */
  changes(values: readonly bigint[], before?: readonly bigint[]): this {
    const start = this.offset + LENGTH;
    this.short(0n, LENGTH);
    let next = 0;
    let gas = 0;
    const lane = (r: number): void => {
      const value = fittingLane(values[r]!);
      const length = bytesOf(value);
      this.short(BigInt(((r - next) << 3) | (length - 1)), 1).short(value, length);
      next = r + 1;
      gas += READ_LANE + (1 + length) * BYTE;
    };
    for (let r = 0; r < values.length; r++) {
      if (values[r] === (before?.[r] ?? 0n)) continue;
      // A lane that stays as it is bridges what cannot be passed over at once.
      while (r - next > MOST_PASSED) lane(next + MOST_PASSED);
      lane(r);
    }
    if (gas > gasOfWhole(values))
      return this.rewind(start - LENGTH)
        .short(WHOLE, LENGTH)
        .vector(values);
    this.buffer.writeUIntBE(this.offset - start, start - LENGTH, LENGTH);
    return this;
  }

  append(other: PackedWriter): this {
    this.reserve(other.offset);
    other.buffer.copy(this.buffer, this.offset, 0, other.offset);
    this.offset += other.offset;
    return this;
  }

  private lane(value: bigint, offset: number): void {
    this.buffer.writeBigInt64BE(fittingLane(value), offset);
  }

  /** Forgets what was written from here on. */
  private rewind(offset: number): this {
    this.buffer.fill(0, offset, this.offset);
    this.offset = offset;
    return this;
  }

  private reserve(bytes: number): void {
    const needed = this.offset + bytes;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.alloc(Math.max(needed, 2 * this.buffer.length));
    this.buffer.copy(larger, 0, 0, this.offset);
    this.buffer = larger;
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

  /** An unsigned number of so many bytes. */
  short(length: number): bigint {
    let value = 0n;
    for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(this.buffer[this.offset + i]!);
    this.offset += length;
    return value;
  }

  /** The vector whose differing lanes were written. */
  changes(before: readonly bigint[]): bigint[] {
    const values = [...before];
    let r = 0;
    const length = this.short(LENGTH);
    if (length === WHOLE) return this.vector(before.length);
    const end = this.offset + Number(length);
    while (this.offset < end) {
      const first = Number(this.short(1));
      const length = (first & 7) + 1;
      r += first >> 3;
      if (r >= values.length) throw new RangeError(`there is no lane ${r}`);
      values[r++] = BigInt.asIntN(8 * length, this.short(length));
    }
    return values;
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
