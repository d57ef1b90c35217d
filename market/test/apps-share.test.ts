import { globSync, readdirSync, readFileSync } from 'node:fs';

/** Of the lines of production code. */
const MOST_OF_APPS = 0.28;

const files = globSync('[a-z]*/**/*.{ts,tsx}', {
  exclude: ['bench/**', 'dist/**', 'fuzz/**', 'node_modules/**', 'var/**'],
}).filter((file) => !/\.test\.tsx?$|[\\/]test[\\/]/.test(file));

function linesOf(some: readonly string[]): number {
  return some.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length - 1, 0);
}

it('the apps are the command line, the server and the pages', () => {
  const folders = readdirSync('apps', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(['cli', 'server', 'web']);
});

it('the apps speak with people, and little else: most production code lies in other rooms', () => {
  const all = linesOf(files);
  const apps = linesOf(files.filter((file) => /^apps[\\/]/.test(file)));
  expect(apps).toBeGreaterThan(10_000);
  const told = `apps/ has ${apps} of ${all} lines, ${((apps / all) * 100).toFixed(2)} %`;
  expect(apps / all <= MOST_OF_APPS ? 'few enough' : told).toBe('few enough');
});
