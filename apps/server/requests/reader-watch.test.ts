import { ReaderWatch, type Reader } from './reader-watch.js';

type Open = { -readonly [Field in keyof Reader]: Reader[Field] };
const MEGABYTE = 1_048_576;

const aReader = (fields: Partial<Open> = {}): Open => ({ owner: 'a', held: 1, sent: 0, ...fields });

describe('who does not read', () => {
  const watch = (): ReaderWatch<Open> => new ReaderWatch<Open>((open) => open);

  it('is closed after ten seconds, and not before', () => {
    const [reader, readers] = [aReader({ held: MEGABYTE }), watch()];
    expect(readers.look([reader], 0)).toEqual([]);
    expect(readers.look([reader], 9)).toEqual([]);
    expect(readers.look([reader], 10)).toEqual([reader]);
  });

  it('is not who reads slowly but steadily; a byte now and then is no reading', () => {
    const [steady, dripping, readers] = [aReader(), aReader(), watch()];
    for (let now = 0; now < 100; now++) {
      expect(readers.look([steady], now)).toEqual([]);
      steady.sent += 20_000;
    }
    const ends = Array.from({ length: 30 }, (_, now) => {
      dripping.sent += 1000;
      return readers.look([dripping], now).length;
    });
    expect(ends.indexOf(1)).toBe(10);
  });

  it('is not who has read everything and waits for more, as a stream of events', () => {
    const [stream, readers] = [aReader({ held: 0 }), watch()];
    for (let now = 0; now < 1000; now += 100) expect(readers.look([stream], now)).toEqual([]);
    stream.held = 10;
    expect(readers.look([stream], 1000)).toEqual([]);
    stream.held = 0;
    expect(readers.look([stream], 1011)).toEqual([]);
    stream.held = 10;
    expect(readers.look([stream], 1012)).toEqual([]);
  });

  it('of all together too much is held for is closed, of whom the most is held for first', () => {
    const many = Array.from({ length: 100 }, () => aReader({ owner: 'many', held: 5 * MEGABYTE }));
    const large = aReader({ owner: 'one', held: 50 * MEGABYTE });
    const closed = watch().look([large, ...many], 0);
    expect(closed).not.toContain(large);
    const left = [large, ...many].filter((one) => !closed.includes(one));
    const held = left.reduce((sum, one) => sum + one.held, 0);
    expect(held).toBeLessThanOrEqual(256 * MEGABYTE);
    expect(held).toBeGreaterThan(250 * MEGABYTE);
  });
});
