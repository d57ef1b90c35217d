import { comparison, type PlayedTask } from './comparison.js';

/** Of seats 0 and 1; the contender has the seats that are named, whose homes are of these types. */
function played(
  contender: 'mine' | 'old',
  block: number,
  seats: Readonly<Record<number, string>>,
  savings: readonly number[],
  dealer = 0,
): PlayedTask {
  const own = Object.entries(seats).map(([seat, type]) => ({ seat: Number(seat), type }));
  const quiet = { failures: [0, 0], reasons: ['', ''], efficiency: 1, rounds: 3, resultHash: '' };
  return {
    ...{ contender, block, dealer, seats: own },
    match: { ...quiet, savings },
  } as unknown as PlayedTask;
}

it('pairs block by block, by household and by dealer', () => {
  // Mine earns 1 more in a home with PV and 2 less in one without, whatever the day is worth; days alternate.
  const tasks = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((block) =>
    [0, 1].flatMap((dealer) => {
      const day = block + dealer;
      const seat = block % 2;
      const seats = { [seat]: seat === 0 ? 'PV' : 'load only' };
      const better = seat === 0 ? 1 : -2;
      return [
        played('mine', block, seats, [day + better, day + better], dealer),
        played('old', block, seats, [day, day], dealer),
      ];
    }),
  );
  const rows = comparison(tasks, ['passive', 'smoothing'], 8);
  expect(rows.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    ...['all ', 'welfare ', 'dealer passive', 'dealer smoothing', 'household PV', 'household load only'],
  ]);
  const of = (kind: string, name = ''): (typeof rows)[number] =>
    rows.find((row) => row.kind === kind && row.name === name)!;
  expect(of('all').difference!.mean).toBeCloseTo(-0.5, 12);
  // Days of 0.5 to 7.5, the mean of both dealers'.
  expect(of('all').old).toBeCloseTo(4, 12);
  expect(of('household', 'PV').difference).toMatchObject({ mean: 1, low: null, blocks: 4 });
  expect(of('household', 'load only').difference).toMatchObject({ mean: -2, blocks: 4 });
  expect(of('dealer', 'smoothing').mine).toBeCloseTo(4.5 - 0.5, 12);
  expect(of('welfare')).toMatchObject({ verdict: 'equal', seedsNeeded: null });
});
it('says how many seeds settle a difference of half a standard deviation, and no more once it is settled', () => {
  // Differences 0 and 1 in turn: mean 0.5, standard deviation 0.5345 with 8; the textbook's 34 pairs are for a ratio of 0.5.
  const series = (values: readonly number[]): PlayedTask[] =>
    values.flatMap((value, block) => [
      played('mine', block, { 0: '' }, [block + value, 0]),
      played('old', block, { 0: '' }, [block, 0]),
    ]);
  const [all] = comparison(series([0, 1, 0, 1, 0, 1, 0, 1]), ['passive'], 8);
  expect(all).toMatchObject({ kind: 'all', verdict: 'open' });
  // Power by SciPy's noncentral t: 0.7974 with 11, 0.8386 with 12.
  expect(all!.seedsNeeded).toBe(12);
  const [clear] = comparison(series([3, 4, 3, 4, 3, 4, 3, 4]), ['passive'], 8);
  expect(clear!.verdict).toBe('apart');
});

it('counts seeds in which there are no such homes, and that types of homes are judged together', () => {
  // Homes with PV in every other block: differences 0 and 1 in turn. The other home earns the same or half as much more.
  const tasks = Array.from({ length: 16 }, (_, block) => block).flatMap((block) => {
    const seats = { [block % 2]: block % 2 === 0 ? 'PV' : 'load only' };
    const value = block % 4 < 2 ? 0 : block % 2 === 0 ? 1 : 0.5;
    return [
      played('mine', block, seats, [block + value, block + value]),
      played('old', block, seats, [block, block]),
    ];
  });
  const rows = comparison(tasks, ['passive'], 16);
  const seeds = rows.filter(({ kind }) => kind === 'household').map(({ seedsNeeded }) => seedsNeeded);
  // Two that are tested (welfare is the same): 2.5 % each. Power by SciPy's noncentral t: 0.7794 with 13 pairs, 0.8191 with 14.
  expect(seeds).toEqual([28, 28]);
});

it('leaves out what could not be played', () => {
  const [all] = comparison([played('mine', 0, { 0: '' }, [1, 0])], ['passive'], 2);
  expect(all).toMatchObject({ mine: 1, old: null, difference: null, verdict: 'untested' });
});
