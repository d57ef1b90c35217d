import { ConnectionShares } from './connection-shares.js';

/** Ten in all, half of them of one owner; connections are called by what they are of and their number. */
function shares(most = 10, share = 5) {
  const accounts = new ConnectionShares<string>(most, share);
  let opened = 0;
  /** Opens one. What has to go for it is returned. */
  const open = (address: string): string | null | undefined =>
    accounts.enter(address, `${address} #${opened++}`);
  const opening = (count: number, address: (i: number) => string): (string | null | undefined)[] =>
    Array.from({ length: count }, (_, i) => open(address(i)));
  return { open, opening, close: (name: string) => accounts.leave(name) };
}

/** Of one owner of 65,536 blocks. */
const block = (i: number): string => `2001:db8:1:${i.toString(16)}::1`;

describe('shares of connections', () => {
  it('give one address half of them, and no more', () => {
    const { opening } = shares();
    expect(opening(6, () => '192.0.2.1')).toEqual([null, null, null, null, null, undefined]);
    expect(opening(5, (i) => `192.0.2.${i + 2}`)).toEqual([null, null, null, null, null]);
  });

  it('give a newcomer the place of the oldest of whoever has most, where that is more than it gets', () => {
    const { open, opening } = shares();
    opening(5, () => '192.0.2.1');
    opening(4, () => '192.0.2.2');
    expect(open('192.0.2.3')).toBeNull();
    expect(open('192.0.2.4')).toBe('192.0.2.1 #0');
    expect(opening(2, () => '192.0.2.1')).toEqual([undefined, undefined]);
  });

  it('give nobody a place where all have one each', () => {
    const { open, opening } = shares();
    opening(10, (i) => `192.0.2.${i}`);
    expect(open('192.0.2.99')).toBeUndefined();
  });

  it('count what has been closed no more', () => {
    const { open, opening, close } = shares();
    opening(5, () => '192.0.2.1');
    close('192.0.2.1 #3');
    close('192.0.2.1 #3');
    expect(opening(2, () => '192.0.2.1')).toEqual([null, undefined]);
    expect(open('192.0.2.2')).toBeNull();
  });

  it('give all blocks of an IPv6 /48 together half of them, and everybody else the rest', () => {
    const { opening, open } = shares();
    expect(opening(9, block)).toEqual([...Array<null>(5).fill(null), ...Array<undefined>(4).fill(undefined)]);
    expect(opening(5, (i) => `192.0.2.${i}`)).toEqual(Array(5).fill(null));
    // One of those five is not served less because another site has many blocks.
    expect(open('192.0.2.9')).toBe(`${block(0)} #0`);
  });

  it('share a /48 fairly among its blocks', () => {
    const { opening, open } = shares();
    opening(5, () => block(1));
    expect(open(block(2))).toBe(`${block(1)} #0`);
    expect(open(block(2))).toBe(`${block(1)} #1`);
    expect(open(block(2))).toBeUndefined();
  });

  it('count no owner behind a proxy, where all have one address', () => {
    const { opening } = shares(10, Infinity);
    expect(opening(11, () => '127.0.0.1')).toEqual([...Array<null>(10).fill(null), undefined]);
  });
});
