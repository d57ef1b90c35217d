import { FairQueue } from './fair-queue.js';

/** Who is served when each is done before the next begins. */
function order(adds: readonly string[]): string {
  const queue = new FairQueue<string>();
  for (const add of adds) queue.add(add[0]!, add);
  const served: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) {
    served.push(next.thing);
    queue.done(next.owner);
  }
  return served.join(' ');
}

describe('a queue of several', () => {
  it.each([
    ['a1 a2 a3', 'a1 a2 a3'],
    ['a1 a2 a3 b1', 'a1 b1 a2 a3'],
    ['a1 a2 b1 b2 c1', 'a1 b1 c1 a2 b2'],
    ['b1 a1 a2 b2', 'b1 a1 b2 a2'],
  ])('serves %s as %s', (adds, served) => expect(order(adds.split(' '))).toBe(served));

  it('has one thing of each done at a time', () => {
    const queue = new FairQueue<string>();
    for (const add of ['a1', 'a2', 'b1']) queue.add(add[0]!, add);
    expect([queue.take()?.thing, queue.take()?.thing, queue.take()]).toEqual(['a1', 'b1', null]);
    queue.done('a');
    expect(queue.take()?.thing).toBe('a2');
    queue.add('b', 'b2');
    expect(queue.take()).toBeNull();
    queue.done('b');
    expect(queue.take()?.thing).toBe('b2');
  });

  it('puts a newcomer behind all who wait', () => {
    const queue = new FairQueue<string>();
    for (const add of ['a1', 'a2', 'a3']) queue.add('a', add);
    queue.take();
    queue.add('c', 'c1');
    queue.done('a');
    // a's second waits where it was put when its first was taken; c came later
    expect(queue.take()?.thing).toBe('a2');
    expect(queue.take()?.thing).toBe('c1');
  });
});
