import { databaseOf, faultOfDatabase, placeOf } from './address.js';

describe('the address of a database', () => {
  it.each([
    ['sqlite:var/x.sqlite', true],
    ['sqlite:', false],
    ['var/x.sqlite', false],
    ['mysql://h/d', false],
    ['postgres://u:p@h:5432/d', true],
    ['postgresql:///d?host=/run/postgresql', true],
    ['postgres://u:p@h:port/d', false],
    ['postgres://u:p%ZZ@h/d', false],
    ['postgres://u:p%E9@h/d', false],
    ['postgres://u%:p@h/d', false],
    ['postgres://u:p%25ZZ@h/d', true],
    ['postgres://u:p@h/d?sslmode=verify-full', true],
    ['postgres://u:p@h/d?sslmode=bogus', false],
  ])('may be %s: %s', (setting, may) => expect(faultOfDatabase(setting) === null).toBe(may));

  it('is refused with what may be said instead, and without what was given', () => {
    expect(faultOfDatabase('postgres://u:hunter2@h/d?sslmode=bogus')).toBe(
      'sslmode must be one of disable, prefer, require, verify-ca, verify-full, no-verify',
    );
    expect(faultOfDatabase('postgres://u:hunter2%ZZ@h/d')).not.toContain('hunter2');
  });

  it.each([
    ['postgres://u:hunter2@db.example.org/grid?sslmode=verify-full', 'postgres://db.example.org:5432/grid'],
    ['postgres://h:6000/grid?user=u&password=hunter2', 'postgres://h:6000/grid'],
    ['postgres:///grid?host=/run/postgresql', 'postgres:///run/postgresql:5432/grid'],
    ['postgres://u:hunter2@h:port/d', 'postgres://?'],
    ['postgres://u:1234/hunter2@h:5432/d', 'postgres://?'],
  ])('is told without what opens it: %s', (address, place) => expect(placeOf(address)).toBe(place));

  it('is an absolute path where it is a file', () => {
    expect(databaseOf('sqlite:x.sqlite')).toMatch(/^\/.*x\.sqlite$/);
  });
});
