import { gunzipSync } from 'node:zlib';
import { tarOf } from '#results/export/tar.js';
import { PIECE, zippedTables } from './zipped-tables.js';

it('tables arrive in small pieces, whole', async () => {
  // Hardly to be made smaller.
  const text = Array.from({ length: 100_000 }, (_, i) => `${Math.sin(i)}\r\n`).join('');
  const pieces: Uint8Array[] = [];
  for await (const piece of zippedTables('a-1', new Map([['orders.csv', text]]))) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(PIECE);
  const tar = tarOf(new Map([['a-1/orders.csv', Buffer.from(text)]]));
  expect(gunzipSync(Buffer.concat(pieces)).equals(tar)).toBe(true);
});
