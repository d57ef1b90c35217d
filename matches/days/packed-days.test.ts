import { gunzipSync, gzipSync } from 'node:zlib';
import type { PackedDay } from '#leagues/run/match-player.port.js';
import type { DayRecord } from './day-record.js';
import { daysOfMatch } from './packed-days.js';

const engine = { version: '1.0.0', commit: 'unknown' };
const record = (day: number): DayRecord => ({ day, rounds: 5, prices: [0.1 + 0.2] }) as unknown as DayRecord;

/** The same, as another engine would have played it. */
function ofAnother({ day, record: packed }: PackedDay): PackedDay {
  const played = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as object;
  const text = JSON.stringify({ ...played, engine: { version: '0.0.1', commit: 'unknown' } });
  return { day, record: gzipSync(text).toString('base64') };
}

it('gives back what was packed, as far as this engine has played it', async () => {
  const { pack, records } = await daysOfMatch([], engine);
  expect(records).toEqual([]);
  const packed = await Promise.all([0, 1, 2].map((day) => pack(record(day))));
  expect((await daysOfMatch(packed, engine)).records).toEqual([record(0), record(1), record(2)]);
  const mixed = packed.map((day, i) => (i === 1 ? ofAnother(day) : day));
  expect((await daysOfMatch(mixed, engine)).records).toEqual([record(0)]);
});
