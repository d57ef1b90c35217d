import { blockSeed, opensSeal, runSeed, sealedHash } from './seeds.js';

const secret = 'drawn by lot on a Saturday';

describe('seeds of runs', () => {
  it('differ from run to run, league to league and block to block, and are the same every time', () => {
    const seeds = [
      runSeed({ id: 'a', seed: '1' }, 1),
      runSeed({ id: 'a', seed: '1' }, 2),
      runSeed({ id: 'b', seed: '1' }, 1),
    ];
    expect(new Set([...seeds, ...[1, 2, 3].map((block) => blockSeed(seeds[0]!, block))]).size).toBe(6);
    expect(runSeed({ id: 'a', seed: '1' }, 1)).toBe(seeds[0]);
  });

  it('of a sealed league need the very seed that was sealed', () => {
    const sealed = { id: 'a', seed: { sealed: sealedHash(secret) } };
    expect(runSeed(sealed, 1, secret)).toBe(runSeed({ id: 'a', seed: secret }, 1));
    expect(() => runSeed(sealed, 1)).toThrow(expect.objectContaining({ code: 'seed-missing' }));
    expect(() => runSeed(sealed, 1, `${secret}!`)).toThrow(expect.objectContaining({ code: 'seed-differs' }));
    expect(opensSeal(secret, sealed.seed.sealed)).toBe(true);
  });

  it('are not sealed if their hash could be guessed', () => {
    expect(() => sealedHash('42')).toThrow(expect.objectContaining({ code: 'seed-too-short' }));
    expect(opensSeal('42', '0'.repeat(64))).toBe(false);
  });
});
