/** @short-form 1/6; each time: market/match/rounds */
import { countRounds } from './count-rounds.js';
import { days } from './days.js';

const dayOf = (id: string): (typeof days)[number] => days.find((day) => day.id === id)!;

describe('rounds over seeds', () => {
  it('are those of each seed, none where a match is not proven within the cap', async () => {
    const { rounds, orders } = await countRounds(dayOf('street-2026'), 'passive', 2, 40);
    expect(rounds).toHaveLength(2);
    rounds.forEach((count) => expect(count).toBeLessThanOrEqual(15));
    expect(orders).toBeGreaterThan(0);
    expect((await countRounds(dayOf('street-2026'), 'passive', 1, 2)).rounds).toEqual([null]);
  });

  it('are those of each day where several follow one another', async () => {
    const { rounds } = await countRounds(dayOf('three-days'), 'passive', 1, 40);
    expect(rounds).toHaveLength(3);
    rounds.forEach((count) => expect(count).toBeLessThanOrEqual(15));
  });
});
