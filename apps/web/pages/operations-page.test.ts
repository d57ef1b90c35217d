import { operationsPage, type ShownMember } from './operations-page.js';

const MEMBER: ShownMember = {
  ...{ kind: 'worker', host: 'rack-1', pid: 7, version: '0.3.0', commit: '0123456789', players: 2 },
  ...{ playing: [{ match: 'x-1-000001', rounds: 1 }], matchesPerMinute: 1.26 },
  ...{ startedAt: 0, silence: 4, silent: false, gone: false },
};

it('escapes what the owner of a host calls it', () => {
  const text = operationsPage([{ ...MEMBER, host: '<img src=x onerror=alert(1)>"\u202e' }]);
  expect(text).toContain('&#60;img src=x onerror=alert(1)&#62;&#34;\ufffd');
  expect(text).not.toContain('<img src=x');
});

it('tells who is well, silent and gone', () => {
  const text = operationsPage([
    MEMBER,
    { ...MEMBER, silent: true, silence: 60, matchesPerMinute: 0 },
    { ...MEMBER, silent: true, gone: true, silence: 3600, playing: [], matchesPerMinute: 0 },
  ]);
  expect(text).toContain('from 0 servers and 1 worker: 1.3');
  expect(text).toContain('1 silent: no sign of life');
  for (const words of ['4 s ago', '60 s ago', '60 min ago', '1 round<', '>gone<', 'nothing'])
    expect(text).toContain(words);
});
