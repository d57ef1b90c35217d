import { blockSeed, opensSeal, runSeed, SealedSeedError, sealedHash } from './seeds.js';

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
    expect(refusal(() => runSeed(sealed, 1))).toBe('seed-missing');
    expect(refusal(() => runSeed(sealed, 1, `${secret}!`))).toBe('seed-differs');
    expect(opensSeal(secret, sealed.seed.sealed)).toBe(true);
  });

  it('are not sealed if their hash could be guessed', () => {
    expect(refusal(() => sealedHash('42'))).toBe('seed-too-short');
    expect(opensSeal('42', '0'.repeat(64))).toBe(false);
  });
});

/** The code of the error that `work` throws. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SealedSeedError) return error.code;
    throw error;
  }
  return '';
}
