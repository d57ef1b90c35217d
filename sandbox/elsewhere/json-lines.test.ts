import { JsonLines, LONGEST_LINE } from './json-lines.js';

describe('lines of JSON', () => {
  it('are read however the stream cuts them', () => {
    const lines = new JsonLines();
    const read = ['{"a"', ':1}\n\n[2]\n"th', 'ree"\n4'].flatMap((piece) => lines.push(piece));
    expect(read).toEqual([{ a: 1 }, [2], 'three'].map((value) => ({ status: 'read', value })));
  });

  it('say of garbage that it is some, and go on', () => {
    const read = new JsonLines().push('{"a":\n{"b":2}\n');
    expect(read).toEqual([
      { status: 'garbage', reason: 'a line that is no JSON: {"a":' },
      { status: 'read', value: { b: 2 } },
    ]);
  });

  it('keep nothing of a line without end', () => {
    const lines = new JsonLines();
    const piece = ' '.repeat(LONGEST_LINE / 4);
    const read = [...Array<string>(5).fill(piece), '\n7\n'].flatMap((part) => lines.push(part));
    expect(read).toMatchObject([{ status: 'garbage' }, { status: 'read', value: 7 }]);
  });
});
