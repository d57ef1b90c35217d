import type { Member } from '#database/fleet/membership.js';
import type { Gauge } from '../operation/tally.js';

/** What is told of each server and worker: to the administrator alone, as the names of hosts are in it. Who is gone is left out. */
export function memberGauges(members: readonly Member[]): Gauge[] {
  const gauge = (name: string, help: string, valueOf: (member: Member) => number): Gauge => ({
    ...{ name: `gridleague_member_${name}`, help },
    value: members
      .filter(({ gone }) => !gone)
      .map((member) => ({ labels: labelsOf(member), value: valueOf(member) })),
  });
  return [
    gauge('last_beat_seconds', 'seconds since its last sign of life', ({ silence }) => silence),
    gauge('matches_per_minute', 'matches ended a minute there', (member) => member.matchesPerMinute),
    gauge('matches_active', 'matches in play there, as of its last beat', ({ playing }) => playing.length),
    gauge('rounds', 'rounds played of those matches, together', ({ playing }) =>
      playing.reduce((sum, { rounds }) => sum + rounds, 0),
    ),
  ];
}

function labelsOf({ host, kind, id, version }: Member): Record<string, string> {
  return { host, kind, id, version };
}
