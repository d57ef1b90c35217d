import { aReadableCanary } from '#fuzz/sources/readable-canary.js';
import { compilePlugin } from './compile-plugin.js';

const canary = aReadableCanary();
afterAll(() => canary.close());

/** Everything that an author can see of a compilation. */
async function outcomeOf(source: string, file = 'mine.ts'): Promise<string> {
  const plugin = `import { defineAgent } from '@gridleague/sdk'; declare const n: any;\n${source}\nexport default defineAgent({ name: 'a', create: () => ({ bid: () => [] }) });`;
  return compilePlugin(
    file.endsWith('.js') ? plugin.replace(' declare const n: any;', '') : plugin,
    file,
  ).then(
    ({ code, sourceMap }) => `compiled\n${code}\n${sourceMap}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

const refused: Record<string, string> = {
  'a template below the server’s folder': 'void import(`{{rel}}/a${n}`);',
  'a template below the root': 'void import(`{{root}}/a${n}`);',
  'a sum': "void import('{{rel}}/' + n);",
  'a sum that ends in a name': "void import('{{rel}}/' + n + '.txt');",
  'a template in the middle of a name': 'void import(`{{rel}}/can${n}.json`);',
  'a template over all folders': 'void import(`{{rel}}/${n}/${n}.txt`);',
  'a template over everything': 'void import(`./${n}`);',
  'a template two folders up': 'void import(`../../${n}`);',
  'a template behind an absolute path': 'void import(`{{abs}}/${n}`);',
  'a template behind a file URL': 'void import(`{{url}}/${n}`);',
  'a template with the text loader': "void import(`{{rel}}/${n}.txt`, { with: { type: 'text' } });",
  'a template with the bytes loader': "void import(`{{rel}}/tok${n}`, { with: { type: 'bytes' } });",
  'a template with the JSON loader': "void import(`{{rel}}/${n}.json`, { with: { type: 'json' } });",
  'a template with a query': 'void import(`{{rel}}/${n}.txt?raw`);',
  'a template with a fragment': 'void import(`{{rel}}/${n}.txt#x`);',
  'a template over links': 'void import(`{{rel}}/li${n}`);',
  'a template through a link to a folder': 'void import(`{{rel}}/loop/${n}.json`);',
  'a template of constants': "const d = '{{rel}}/' as const; void import(`${d}${n}`);",
  'a template of an enum': "enum D { a = '{{rel}}/canary' } void import(`${D.a}${n}`);",
  backslashes: "void import('.\\\\{{rel}}\\\\' + n);",
  'require of a template': 'require(`{{rel}}/${n}.json`);',
  'require of a sum': "require('{{root}}/' + n);",
  'require in a try': "try { require('{{rel}}/' + n); } catch {}",
  'require of a variable': "const f = '{{abs}}/canary.json'; require(f);",
  'require under another name': "const r = require; r('{{abs}}/canary.json');",
  'an import whose failure is handled': "import('{{abs}}/canary.js').catch(() => {});",
  'an import of a variable': "const f = '{{abs}}/canary.js'; void import(f);",
  'an import of a folder with a package.json': "import x from '{{abs}}'; x;",
  'an absolute import': "import x from '{{abs}}/canary.json'; x;",
  'a relative import': "import x from '{{rel}}/canary.ts'; x;",
  'an import of a file URL': "import x from '{{url}}/canary.js'; x;",
  'a percent-encoded import': "import x from '{{url}}/%63anary.js'; x;",
  'an import as text': "import x from '{{abs}}/canary.txt' with { type: 'text' }; x;",
  'an import as bytes': "import x from '{{abs}}/token' with { type: 'bytes' }; x;",
  'an import as JSON': "import x from '{{abs}}/canary.json' with { type: 'json' }; x;",
  'an import for its effect': "import '{{abs}}/canary.css';",
  'an import of a style sheet that imports': 'import \'data:text/css,@import "{{abs}}/canary.css"\';',
  'an import of data that imports':
    'import x from \'data:text/javascript,export * from "{{url}}/canary.js"\'; x;',
  'an import over the network': "import x from 'http://127.0.0.1/{{abs}}'; x;",
  'an import with a query': "import x from '{{abs}}/canary.js?x'; x;",
  'a deferred import': "import defer * as x from '{{abs}}/canary.js'; x;",
  'an import of a link': "import x from '{{abs}}/link.txt'; x;",
  'an old import': "import x = require('{{abs}}/canary.json'); x;",
  'an export of all': "export * from '{{abs}}/canary.js';",
  'an export of one': "export { x } from '{{abs}}/canary.ts';",
  'require of a path': "require('{{abs}}/canary.json');",
  'require.resolve of a path': "require.resolve('{{abs}}/canary.json');",
  'the address of the file': "new URL('{{rel}}/canary.txt', import.meta.url);",
  'import.meta': 'console.log(import.meta);',
  'a module of Node': "import fs from 'node:fs'; fs;",
  'a package': "import x from 'esbuild'; x;",
  'a file of the SDK': "import x from '@gridleague/sdk/../../{{abs}}/canary.js'; x;",
  'the SDK with a query': "import * as x from '@gridleague/sdk?{{abs}}'; x;",
  'the SDK as text': "import * as x from '@gridleague/sdk' with { type: 'text' }; x;",
  'another file of the project': "import x from '#plugins/sdk/orders.js'; x;",
  'what the SDK has not': "import { secret } from '@gridleague/sdk'; secret;",
};

it.each(Object.entries(refused))('%s is refused, with its line, and tells nothing', async (_, source) => {
  const there = await outcomeOf(canary.fill(source));
  expect(there).toMatch(/^PluginError: mine\.ts:2:\d+: /);
  expect(there).not.toContain(canary.secret);
  // Nor whether the file exists: what differs is what the author wrote.
  const nothing = await outcomeOf(canary.fillWithNothing(source));
  const written = [canary.fill('{{abs}}'), canary.fillWithNothing('{{abs}}')].map((path) => path.slice(-6));
  expect(there.replaceAll(written[0]!, '')).toBe(nothing.replaceAll(written[1]!, ''));
});

const harmless: Record<string, [source: string, file?: string]> = {
  'a reference to types': ['/// <reference types="{{abs}}" />\n/// <reference path="{{abs}}/canary.ts" />'],
  'a JSX import source': ['/** @jsxImportSource {{abs}} */\n/** @jsx canary */', 'mine.js'],
  'types of another file': ["import type { T } from '{{abs}}/canary.ts'; let t: T | undefined; t;"],
  'types in a type': ["let t: import('{{abs}}/canary.ts').T | undefined; t;"],
  'an import that nothing uses': ["import { x } from '{{abs}}/canary.ts';"],
  'a worker': ["const w = () => new Worker('{{abs}}/canary.js'); w;"],
  'code that never runs': ["if (false) { void import('{{abs}}/canary.js'); }"],
  'require of a module that is not there': ["module.require('{{rel}}/' + n); require.resolve?.(n);"],
  'require that is the plugin’s own': ["function f(require: any) { return require('{{rel}}/' + n); } f;"],
  'a comment that names a tsconfig': [
    '// tsconfig: {{abs}}/tsconfig.json\n/* @preserve {{abs}}/canary.txt */',
  ],
  'the SDK, later': ["void import('@gridleague/sdk');"],
  'the SDK, required': ["require('@gridleague/sdk');"],
};

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
