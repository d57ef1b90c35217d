import { seasonFrom } from './season-schema.js';

const SEASON = {
  id: 'summer-2026',
  title: 'Summer 2026',
  submissions: { from: '2026-06-01T00:00:00Z', until: '2026-07-01T00:00:00Z' },
  qualification: { at: '2026-07-01T00:00:00Z', leagues: ['heats'], through: 4 },
  final: { at: '2026-07-08T12:00:00+02:00', leagues: ['final'] },
};

it('a season is read with its defaults', () => {
  expect(seasonFrom(SEASON, 's')).toEqual({ ...SEASON, champions: 3 });
  const { qualification: _, ...short } = SEASON;
  expect(seasonFrom(short, 's').final.leagues).toEqual(['final']);
});

it.each<[string, object, RegExp]>([
  [
    'a window that ends before it begins',
    { submissions: { from: SEASON.submissions.until, until: SEASON.submissions.from } },
    /submissions\.until: must be after/,
  ],
  [
    'a qualification before the end of submissions',
    { qualification: { ...SEASON.qualification, at: '2026-06-30T23:59:59Z' } },
    /qualification\.at: must not be before/,
  ],
  [
    'a final before the qualification',
    { final: { ...SEASON.final, at: '2026-06-30T00:00:00Z' } },
    /final\.at: must not be before/,
  ],
  [
    'a league twice',
    { final: { ...SEASON.final, leagues: ['heats'] } },
    /final\.leagues: a league stands in a season twice/,
  ],
  ['no league', { final: { ...SEASON.final, leagues: [] } }, /final\.leagues/],
  [
    'a time that is none',
    { final: { ...SEASON.final, at: 'tomorrow' } },
    /final\.at: must be a time such as/,
  ],
  ['no champions', { champions: 0 }, /champions/],
  ['an unknown field', { finale: 1 }, /finale: unknown field/],
  ['an id that leads elsewhere', { id: '../x' }, /id: letters, digits/],
])('%s is refused with its field', (_, change, complaint) => {
  expect(() => seasonFrom({ ...SEASON, ...change }, 's')).toThrow(complaint);
});
