import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In the comment that a test file begins with: that it is left to some runs, and what runs each time. */
const HEAD = /^\/\*\* @short-form \d+\/\d+(?: or none)?(?:; each time: ([^;]+?))? \*\//;

const files = globSync('[a-z]*/**/*.test.ts', { exclude: ['node_modules/**', 'dist/**', 'var/**'] });
const isDrawn = (file: string): boolean => readFileSync(file, 'utf8').startsWith('/** @short-form');

/** Test files that a name, beside `file` or from the root, stands for: a file, a folder, or a pattern. */
function named(name: string, file: string): string[] {
  return [join(dirname(file), name), name].flatMap((path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory()
      ? globSync(`${path}/**/*.test.ts`)
      : globSync(path),
  );
}

it('a test file that is left to some runs names what runs each time', () => {
  const drawn = files.filter(isDrawn);
  expect(drawn.length).toBeGreaterThan(100);
  const wrong = drawn.flatMap((file) => {
    const head = HEAD.exec(readFileSync(file, 'utf8'));
    if (!head) return [`${file}: its first line is no such comment`];
    return (head[1] ?? '')
      .split(', ')
      .filter((name) => name !== '' && named(name, file).every(isDrawn))
      .map((name) => `${file}: ${name}`);
  });
  expect(wrong).toEqual([]);
});
