import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { RoundRecord } from '#market/match/report/report.js';

const compress = promisify(gzip);

/** Raw rounds as they are kept: gzipped JSON. */
export function zipRounds(rounds: readonly RoundRecord[]): Promise<Uint8Array> {
  return compress(JSON.stringify(rounds));
}

export function unzipRounds(zipped: Uint8Array): RoundRecord[] {
  return JSON.parse(unzippedRounds(zipped)) as RoundRecord[];
}

/** As JSON. */
export function unzippedRounds(zipped: Uint8Array): string {
  return gunzipSync(zipped).toString('utf8');
}
