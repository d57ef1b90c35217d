import { databaseOf, isDatabase, placeOf } from './address.js';

describe('the address of a database', () => {
  it.each([
    ['sqlite:var/x.sqlite', true],
    ['sqlite:', false],
    ['var/x.sqlite', false],
    ['mysql://h/d', false],
    ['postgres://u:p@h:5432/d', true],
    ['postgresql:///d?host=/run/postgresql', true],
    ['postgres://u:p@h:port/d', false],
  ])('may be %s: %s', (setting, may) => expect(isDatabase(setting)).toBe(may));

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
