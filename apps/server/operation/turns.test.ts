import { Turns } from './turns.js';

let turns: Turns;
let begun: string[];
let time: number;
beforeEach(() => {
  time = 0;
  turns = new Turns(() => time);
  begun = [];
});

const add = (owner: string, count: number, line?: 'probes', isWanted = true): void => {
  // An earlier test's may still go on.
  const heard = begun;
  for (let i = 0; i < count; i++)
    turns.add(
      owner,
      () => {
        if (isWanted) heard.push(owner);
        return isWanted;
      },
      line,
    );
};

const aTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('turns', () => {
  it('begin one thing each, whatever waits', async () => {
    add('a', 3);
    for (let count = 0; count <= 3; count++) {
      expect(begun).toHaveLength(count);
      await aTurn();
    }
    expect(begun).toEqual(['a', 'a', 'a']);
  });

  it('are taken by owners, however much one of them wants', async () => {
    add('a', 1000);
    await aTurn();
    add('b', 2);
    add('c', 1);
    for (let i = 0; i < 6; i++) await aTurn();
    expect(begun.slice(0, 6)).toEqual(['a', 'a', 'b', 'c', 'a', 'b']);
  });

  it('are not lost on what nobody waits for any more', async () => {
    add('gone', 5000, undefined, false);
    add('b', 1);
    for (let i = 0; i < 2; i++) await aTurn();
    expect(begun).toEqual(['b']);
  });

  it('alternate between those who ask how the server is, and the others', async () => {
    add('a', 100);
    await aTurn();
    add('watch', 100, 'probes');
    for (let i = 0; i < 5; i++) await aTurn();
    expect(begun.slice(0, 5).filter((owner) => owner === 'watch').length).toBeGreaterThanOrEqual(2);
    expect(begun.slice(0, 5).filter((owner) => owner === 'a').length).toBeGreaterThanOrEqual(2);
  });

  it('let those who arrive come first, but not for ever', async () => {
    add('a', 2);
    await aTurn();
    for (let i = 0; i < 30; i++) {
      turns.arrived();
      await aTurn();
    }
    expect(begun).toEqual(['a']);
    add('watch', 1, 'probes');
    await aTurn();
    expect(begun).toEqual(['a', 'watch']);
    for (time of [0, 19, 20]) {
      expect(begun).toEqual(['a', 'watch']);
      turns.arrived();
      await aTurn();
    }
    expect(begun).toEqual(['a', 'watch', 'a']);
  });
});
