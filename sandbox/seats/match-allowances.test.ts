import { ProcessorAllowance } from './allowance.js';
import { MatchAllowances } from './match-allowances.js';

const limits = { matchMilliseconds: 1000, matchMegabytes: 1000, megabytes: 64 };

describe('the time that the plugins of a match share', () => {
  it('ends for the one that used most of it, and the others go on', () => {
    const match = new MatchAllowances(limits);
    const [quick, slow, dealer] = [match.join(2), match.join(2), match.join(1)];
    for (let round = 0; round < 10; round++) {
      quick.spend(0, 5);
      dealer.spend(0, 1);
      slow.spend(0, 94);
    }
    expect([quick, slow, dealer].map(({ exhausted }) => exhausted)).toEqual([null, null, null]);
    // Whoever asks last: it is not the one to blame.
    dealer.spend(0, 1);
    expect(slow.exhausted).toBe('the plugins of the match took longer than 1 s, this one most of it');
    quick.spend(0, 300);
    expect([quick.exhausted, dealer.exhausted]).toEqual([null, null]);
  });

  it('is counted for each plugin, however many seats it plays', () => {
    for (const [seats, others] of [
      [1, 1],
      [10, 1],
      [1, 10],
    ] as const) {
      const match = new MatchAllowances(limits);
      const [slow, quick] = [match.join(seats), match.join(others)];
      slow.spend(0, 800);
      quick.spend(0, 201);
      expect([slow.exhausted, quick.exhausted]).toEqual([expect.any(String), null]);
    }
  });

  it('ends for nobody who has used no more than a share', () => {
    const match = new MatchAllowances(limits);
    const [greedy, ...others] = [40, 1, 2, 3].map((seats) => match.join(seats));
    for (const other of others) other.spend(0, 250);
    greedy!.spend(0, 251);
    expect(greedy!.exhausted).toEqual(expect.any(String));
    expect(others.map(({ exhausted }) => exhausted)).toEqual([null, null, null]);
  });

  it('lasts twice as long as the limit at most, however many are slow', () => {
    const match = new MatchAllowances(limits);
    const all = Array.from({ length: 7 }, () => match.join(1));
    let waited = 0;
    for (let turn = 0; all.some(({ exhausted }) => exhausted === null); turn++) {
      const next = all[turn % all.length]!;
      if (next.exhausted !== null) continue;
      next.spend(0, 10);
      waited += 10;
    }
    expect(waited).toBeGreaterThan(1000);
    expect(waited).toBeLessThanOrEqual(2000 + 10 * all.length);
  });
});

describe('the memory that the plugins of a match share', () => {
  it('ends the process that has most of what it might have with so many seats', () => {
    const match = new MatchAllowances(limits);
    // They might have 394, 394 and 538 MB.
    const [large, small, many] = [match.join(1), match.join(1), match.join(10)];
    expect(large.resident(390)).toBeNull();
    expect(small.resident(110)).toBeNull();
    expect(many.resident(501)).toBeNull();
    expect(large.resident(390)).toBe('the plugins of the match used more than 1000 MB, this one most of it');
    // It is gone.
    expect(large.resident(0)).toBeNull();
    expect(small.resident(300)).toBeNull();
    expect(many.resident(538)).toBeNull();
    expect(large.resident(200)).toBeNull();
    expect(many.resident(538)).toEqual(expect.any(String));
  });
});

it('a plugin’s processor time is the same allowance wherever it plays', () => {
  const allowance = new ProcessorAllowance(1000, 'admission');
  allowance.spend(1000);
  expect(allowance.exhausted).toBeNull();
  allowance.spend(1);
  expect(allowance.exhausted).toBe(
    'all calls of the admission together used more than 1 s of processor time',
  );
});
