const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Weights that were trained elsewhere, from a block in the plugin's own file: base64 of 32-bit floats, little end first, as
 * `base64.b64encode(weights.astype('<f4').tobytes())` of Python writes it. Spaces and line breaks are skipped. With `shapes` they are
 * cut, one array for each: `loadWeights(BLOCK, [rows * columns, rows])`. Throws `RangeError` for what is no such block, or has another number of weights.
 */
export function loadWeights(block: string): Float32Array;
export function loadWeights(block: string, shapes: readonly number[]): Float32Array[];
export function loadWeights(block: string, shapes?: readonly number[]): Float32Array | Float32Array[] {
  const bytes = bytesOf(block);
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no 32-bit floats`);
  const view = new DataView(bytes.buffer);
  const weights = new Float32Array(bytes.length / 4);
  for (let i = 0; i < weights.length; i++) weights[i] = view.getFloat32(4 * i, true);
  if (!shapes) return weights;
  const wanted = shapes.reduce((sum, size) => sum + size, 0);
  if (wanted !== weights.length)
    throw new RangeError(`the block has ${weights.length} weights, not ${wanted}`);
  let next = 0;
  return shapes.map((size) => weights.slice(next, (next += size)));
}

function bytesOf(block: string): Uint8Array {
  const codes = new Int8Array(128).fill(-1);
  for (let i = 0; i < LETTERS.length; i++) codes[LETTERS.charCodeAt(i)] = i;
  const text = block.replace(/\s+|=+\s*$/g, '');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let next = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const code = codes[text.charCodeAt(i)] ?? -1;
    if (code < 0) throw new RangeError(`character ${i} of the block is none of base64: ${text[i]!}`);
    held = (held << 6) | code;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = (held >> bits) & 255;
  }
  return bytes;
}
