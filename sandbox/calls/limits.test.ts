import { changedLimits, defaultSandboxLimits, withTimeLimits } from './limits.js';

it('a league changes what it names, and nothing else', () => {
  expect(changedLimits({})).toEqual(defaultSandboxLimits);
  expect(changedLimits({ orders: undefined, solves: undefined })).toEqual(defaultSandboxLimits);
  expect(changedLimits({ solves: 7, seatMilliseconds: 5, matchMegabytes: 900 })).toEqual({
    ...defaultSandboxLimits,
    solves: { ...defaultSandboxLimits.solves, solves: 7 },
    seatMilliseconds: 5,
    matchMegabytes: 900,
  });
  expect(changedLimits({ iterations: 3 }).solves).toEqual({ ...defaultSandboxLimits.solves, iterations: 3 });
});

it('a briefing tells the times beside the limits that it has already', () => {
  const limits = { milliseconds: 10, seatMilliseconds: 20 };
  expect(withTimeLimits({ seat: 1, limits: { orders: 3 } }, { ...defaultSandboxLimits, ...limits })).toEqual({
    seat: 1,
    limits: { orders: 3, ...limits },
  });
});
