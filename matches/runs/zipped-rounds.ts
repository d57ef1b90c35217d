import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { RoundRecord } from '#market/match/report.js';

const compress = promisify(gzip);

/** Raw rounds as they are kept: gzipped JSON. */
export function zipRounds(rounds: readonly RoundRecord[]): Promise<Uint8Array> {
  return compress(JSON.stringify(rounds));
}

export function unzipRounds(zipped: Uint8Array): RoundRecord[] {
  return JSON.parse(gunzipSync(zipped).toString('utf8')) as RoundRecord[];
}
