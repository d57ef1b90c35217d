import type { CallResult, DealerDesk, Traders } from '#market/traders.port.js';
import { TrialPatience } from './trial-patience.js';

const done: CallResult<null> = { outcome: 'ok', value: null };
const tooLong = {
  outcome: 'timed-out',
  reason: 'all calls of the trial matches together took longer than 2 s',
};

it('makes no further call once all of them together took too long', async () => {
  let now = 0;
  let asked = 0;
  const work = async <T>(result: T): Promise<T> => {
    asked++;
    now += 900;
    return result;
  };
  const patience = new TrialPatience(2000, () => now);
  const traders = patience.traders({
    bid: () => work([{ outcome: 'ok', value: { orders: [] } }]),
    settled: () => work([done]),
  } as unknown as Traders);
  const desk = patience.dealer({ announce: () => work(done) } as unknown as DealerDesk);
  const announce = (): Promise<unknown> =>
    desk.announce({} as never, { prices: new Float64Array(1), settled: false, surplus: 0 });
  expect(await traders.bid([{} as never])).toMatchObject([{ outcome: 'ok' }]);
  now += 60_000; // between the calls it is the platform that is slow
  expect(await traders.settled([{} as never])).toEqual([done]);
  expect(await announce()).toEqual(done);
  expect([await traders.bid([{} as never, {} as never]), await announce()]).toEqual([
    [tooLong, tooLong],
    tooLong,
  ]);
  expect(asked).toBe(3);
});
