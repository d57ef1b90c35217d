import { createGzip } from 'node:zlib';
import { tarOf } from '#results/export/tar.js';

/** Bytes of a piece: whoever is sent one has little to do. */
export const PIECE = 256 * 1024;

/**
 * The tables of a match as an archive (.tar.gz) in a folder of its name, in pieces: order books make hundreds of megabytes of text, which a
 * server that takes them in one go does nothing else for.
 */
export async function* zippedTables(
  match: string,
  tables: ReadonlyMap<string, string>,
): AsyncGenerator<Uint8Array> {
  const files = [...tables].map(([name, text]) => [`${match}/${name}`, Buffer.from(text)] as const);
  const zip = createGzip({ chunkSize: PIECE });
  zip.end(tarOf(new Map(files)));
  yield* zip as AsyncIterable<Uint8Array>;
}
