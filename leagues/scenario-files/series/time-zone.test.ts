import { offsetsOf, zoneClock } from './time-zone.js';

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;
const berlin = zoneClock('Europe/Berlin')!;

it('knows UTC and fixed offsets', () => {
  expect(zoneClock('UTC')!(at('2025-01-01T12:00'))).toEqual([at('2025-01-01T12:00')]);
  expect(zoneClock('+01:30')!(at('2025-01-01T12:00'))).toEqual([at('2025-01-01T10:30')]);
  expect(zoneClock('-05:00')!(at('2025-01-01T12:00'))).toEqual([at('2025-01-01T17:00')]);
});

it('knows summer and winter', () => {
  expect(berlin(at('2025-01-15T12:00'))).toEqual([at('2025-01-15T11:00')]);
  expect(berlin(at('2025-07-15T12:00'))).toEqual([at('2025-07-15T10:00')]);
});

it('knows the first century', () => {
  expect(zoneClock('Etc/GMT-1')!(at('0050-01-15T12:00'))).toEqual([at('0050-01-15T11:00')]);
});

it('finds both instants of the hour that clocks show twice', () => {
  expect(berlin(at('2025-10-26T02:30'))).toEqual([at('2025-10-26T00:30'), at('2025-10-26T01:30')]);
  expect(berlin(at('2025-10-26T01:30'))).toEqual([at('2025-10-25T23:30')]);
  expect(berlin(at('2025-10-26T03:30'))).toEqual([at('2025-10-26T02:30')]);
});

it('reads a skipped time by the clock before the change', () => {
  expect(berlin(at('2025-03-30T02:30'))).toEqual([at('2025-03-30T01:30')]);
  expect(berlin(at('2025-03-30T03:30'))).toEqual([at('2025-03-30T01:30')]);
});

it('refuses what is no zone', () => {
  expect(zoneClock('Mars/Olympus')).toBeUndefined();
});

it('knows when clocks change', () => {
  const [from, to] = [at('2025-10-25T00:00'), at('2025-10-28T00:00')];
  expect(offsetsOf('Europe/Berlin', from, to)).toEqual([
    { from, seconds: 7200 },
    { from: at('2025-10-26T01:00'), seconds: 3600 },
  ]);
  // half an hour, at an hour of its own
  expect(offsetsOf('Australia/Lord_Howe', at('2025-10-04T00:00'), at('2025-10-06T00:00'))).toEqual([
    { from: at('2025-10-04T00:00'), seconds: 37_800 },
    { from: at('2025-10-04T15:30'), seconds: 39_600 },
  ]);
});
