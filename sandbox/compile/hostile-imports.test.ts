import { aReadableCanary } from '#fuzz/sources/readable-canary.js';
import { compilePlugin } from './compile-plugin.js';
import { harmless, pluginWith, refused } from './test/hostile-imports.js';

const canary = aReadableCanary();
afterAll(() => canary.close());

/** Everything that an author can see of a compilation. */
async function outcomeOf(source: string, file = 'mine.ts'): Promise<string> {
  return compilePlugin(pluginWith(source, file), file).then(
    ({ code, sourceMap }) => `compiled\n${code}\n${sourceMap}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

it.each(Object.entries(refused))('%s is refused, with its line, and tells nothing', async (_, source) => {
  const there = await outcomeOf(canary.fill(source));
  expect(there).toMatch(/^PluginError: mine\.ts:2:\d+: /);
  expect(there).not.toContain(canary.secret);
  // Nor whether the file exists: what differs is what the author wrote.
  const nothing = await outcomeOf(canary.fillWithNothing(source));
  const written = [canary.fill('{{abs}}'), canary.fillWithNothing('{{abs}}')].map((path) => path.slice(-6));
  expect(there.replaceAll(written[0]!, '')).toBe(nothing.replaceAll(written[1]!, ''));
});

it.each(Object.entries(harmless))('%s reads nothing', async (_, [source, file]) => {
  const there = await outcomeOf(canary.fill(source), file);
  expect(there).toMatch(/^compiled/);
  expect(there).not.toContain(canary.secret);
  expect(await outcomeOf(canary.fillWithNothing(source), file)).toMatch(/^compiled/);
});

it('the bundle holds the plugin, the SDK and nothing of the machine, not even the file’s name', async () => {
  const compiled = await outcomeOf('console.log(1);');
  expect([...compiled.matchAll(/^\/\/ (.*)$/gm)].map(([, path]) => path)).toEqual([
    'plugin',
    'gridleague:sdk',
    'plugin',
  ]);
  expect(compiled).not.toContain(process.cwd());
});

it('columns count characters, whatever stands before', async () => {
  expect(await outcomeOf("const s = 'ü€𝄞'; import.meta;")).toContain('mine.ts:2:19: uses import.meta');
});

it.each(['a\u2028.ts', 'a\nb.ts', '\u001b[2J.ts', '\u202eevil.js', 'a\0.ts', '\ud800.ts'])(
  'a file name of other than printable characters is refused (%j)',
  async (file) => {
    expect(await outcomeOf('', file)).toMatch(/^PluginError: [^\p{C}]+: a file name has only printable/u);
  },
);
