import type { Member } from '#database/fleet/membership.js';
import { Tally } from '../operation/tally.js';
import { memberGauges } from './member-gauges.js';

const MEMBER: Member = {
  ...{ id: 'a', kind: 'worker', host: 'rack-1', pid: 7, version: '1', commit: 'c', players: 2 },
  ...{ matchesPerMinute: 2.5, startedAt: 0, beatAt: 0, silence: 4, silent: false, gone: false },
  playing: [
    { match: 'x-1-000001', rounds: 3 },
    { match: 'x-1-000002', rounds: 4 },
  ],
};
const expose = (...members: Member[]): string => new Tally().exposition(memberGauges(members));

it('are one line a member below one heading, without who is gone', () => {
  const server = { ...MEMBER, id: 'b', kind: 'server' as const, playing: [] };
  const lines = expose(MEMBER, server, { ...MEMBER, id: 'c', gone: true }).split('\n');
  const labels = '{host="rack-1",kind="worker",id="a",version="1"}';
  expect(lines.filter((line) => line.includes('gridleague_member_rounds'))).toEqual([
    '# HELP gridleague_member_rounds rounds played of those matches, together',
    '# TYPE gridleague_member_rounds gauge',
    `gridleague_member_rounds${labels} 7`,
    'gridleague_member_rounds{host="rack-1",kind="server",id="b",version="1"} 0',
  ]);
  expect(lines).toContain(`gridleague_member_last_beat_seconds${labels} 4`);
  expect(lines).toContain(`gridleague_member_matches_per_minute${labels} 2.5`);
  expect(lines).toContain(`gridleague_member_matches_active${labels} 2`);
});

it('take no line or label from the name of a host', () => {
  const text = expose({ ...MEMBER, host: 'a"} 1\ngridleague_leads 9\r\\' });
  expect(text).toContain('host="a_} 1_gridleague_leads 9__",');
  expect(text).not.toMatch(/^gridleague_leads/m);
});
