import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PackedDay } from '#leagues/run/match-player.port.js';
import type { MatchReport } from '#market/match/report/report.js';
import type { DayRecord } from './day-record.js';

type Engine = MatchReport['engine'];

/** What is packed. */
interface PlayedDay {
  readonly engine: Engine;
  readonly record: DayRecord;
}

/**
 * The days that earlier attempts at a match have played, and how those to come are packed for later ones: each as gzipped JSON in base64.
 * One that another engine has played, and what follows it, is played anew: one engine plays all of a match.
 */
export async function daysOfMatch(
  packed: readonly PackedDay[],
  engine: Engine,
): Promise<{
  readonly records: readonly DayRecord[];
  readonly pack: (record: DayRecord) => Promise<PackedDay>;
}> {
  const records: DayRecord[] = [];
  for (const one of packed) {
    const { engine: by, record } = await unpack(one);
    if (by.version !== engine.version || by.commit !== engine.commit) break;
    records.push(record);
  }
  return { records, pack: (record) => pack({ engine, record }) };
}

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

async function pack(played: PlayedDay): Promise<PackedDay> {
  const zipped = await zip(JSON.stringify(played));
  return { day: played.record.day, record: zipped.toString('base64') };
}

async function unpack({ record }: PackedDay): Promise<PlayedDay> {
  return JSON.parse((await unzip(Buffer.from(record, 'base64'))).toString('utf8')) as PlayedDay;
}
