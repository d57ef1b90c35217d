import { dealt } from '#market/test/short-form.js';
import { compilePlugin } from '../compile/compile-plugin.js';
import { readSource } from './read-source.js';

const agent = (rest: string, before = ''): string =>
  `${before}import { defineAgent } from '@gridleague/sdk';\n${rest}\nexport default defineAgent({ name: 'a', create: () => ({ bid: () => [] }) });`;
const bytes = (text: string): Buffer => Buffer.from(text);
const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** The verdict on what is strange in a file: it compiles, or its author reads why not. */
const verdicts: Record<string, [file: Uint8Array, verdict: RegExp]> = {
  'a mark of byte order': [bytes(`\ufeff${agent('')}`), /^compiled/],
  'two of them': [bytes(`\ufeff\ufeff${agent('')}`), /^compiled|^PluginError/],
  'a mark in the middle': [bytes(agent('const a = 1;\ufeff')), /^compiled/],
  'UTF-16': [utf16(agent('')), /has a zero byte at position \d+: this is no text/],
  'UTF-16 of other letters': [utf16('静静静'), /is not UTF-8 text/],
  'UTF-16, the other way': [utf16(agent('')).swap16(), /has a zero byte/],
  'Latin-1': [Buffer.from(agent("const s = 'é';"), 'latin1'), /is not UTF-8 text/],
  'a zero byte': [bytes(agent('\0')), /has a zero byte at position \d+/],
  'half a character': [
    bytes(agent("const s = '??';")).map((byte) => (byte === 0x3f ? 0xed : byte)),
    /is not UTF-8/,
  ],
  'half a character, escaped': [bytes(agent("console.log('\\ud800');")), /^compiled/],
  'characters out of range': [
    bytes(agent("console.log('\\u{110000}');")),
    /PluginError: a\.ts:2:\d+: Unicode escape/,
  ],
  'a byte that is too much': [Buffer.concat([bytes(agent('')), Buffer.from([0xff])]), /is not UTF-8 text/],
  'nothing in it': [bytes(''), /is empty/],
  'only white space': [bytes(' \n\t'), /^compiled/],
  'only a comment without end': [bytes('/*'), /PluginError: a\.ts:1:\d+: Expected "\*\/"/],
  'old line ends': [bytes(agent('const a = 1;\rconst b = a;\r')), /^compiled/],
  'line separators': [bytes(agent('const a = 1;\u2028const b = a;\u2029')), /^compiled/],
  JSX: [bytes(agent('const a = <div>{1}</div>;')), /^PluginError: a\.ts:2:\d+: /],
  'JSX with an import source': [
    bytes(agent('<a/>;', '/** @jsxImportSource /etc */\n')),
    /^PluginError: a\.ts:3:\d+: /,
  ],
  decorators: [bytes(agent('const d: any = () => {}; @d class A { @d x = 1 }')), /^compiled/],
  'a decorator in a wrong place': [bytes(agent('@d const a = 1;')), /^PluginError: a\.ts:2:\d+: /],
  'an await at the top': [bytes(agent('await 1;')), /^PluginError: a\.ts:2:1: Top-level await/],
  'an await for types': [bytes(agent("import type { A } from './a'; let a: A; a;")), /^compiled/],
  'a reference path': [bytes(agent('', '/// <reference path="/etc/passwd" />\n')), /^compiled/],
  'a script’s first line': [bytes(`#!/usr/bin/env node\n${agent('')}`), /^compiled/],
  'comments of HTML': [bytes(agent('<!-- a\n')), /^PluginError: a\.ts:2:1: /],
  '20,000 parentheses': [
    bytes(agent(`const a = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`)),
    /^compiled|^PluginError/,
  ],
  '20,000 parentheses, open': [bytes(agent(`const a = ${'('.repeat(20_000)}1;`)), /^PluginError: a\.ts:/],
  '20,000 brackets': [
    bytes(agent(`const a = ${'['.repeat(20_000)}${']'.repeat(20_000)};`)),
    /^compiled|^PluginError/,
  ],
  '20,000 blocks': [bytes(agent(`${'{'.repeat(20_000)}${'}'.repeat(20_000)}`)), /^compiled|^PluginError/],
  '50,000 sums': [bytes(agent(`const a = ${'1+'.repeat(50_000)}1;`)), /^compiled|^PluginError/],
  'a line of 200,000 characters': [bytes(agent(`const a = [${'1,'.repeat(100_000)}];`)), /^compiled/],
  'an error at the end of a long line': [
    bytes(agent(`const a = [${'1,'.repeat(100_000)}]; )`)),
    /^PluginError: a\.ts:2:200\d{3}: /,
  ],
  'an enum that unfolds': [
    bytes(
      agent(
        `enum E { a0 = '${'x'.repeat(100)}', ${Array.from({ length: 30 }, (_, i) => `a${i + 1} = \`\${a${i}}\${a${i}}\``).join(', ')} } console.log(E.a30);`,
      ),
    ),
    /^PluginError: a\.ts: (needs more than 400 MB|breaks the compiler|has \d+ characters|takes longer)/,
  ],
  'an enum of itself': [bytes(agent('enum E { a = E.a, b = E.b.c } console.log(E.a);')), /^compiled/],
  '30,000 members': [
    bytes(agent(`enum E { ${Array.from({ length: 30_000 }, (_, i) => `a${i}`).join()} }`)),
    /^compiled|^PluginError/,
  ],
  'two exports': [bytes(`${agent('')}\nexport default 1;`), /^PluginError: a\.ts:4:\d+: /],
  'one name twice': [bytes(agent('const a = 1; const a = 2;')), /^PluginError: a\.ts:2:\d+: The symbol "a"/],
};

it.each(dealt(Object.entries(verdicts), 20))('a file with %s gets a verdict', async (_, [file, verdict]) => {
  const seen = await Promise.resolve()
    .then(() => compilePlugin(readSource(file, 'a.ts'), 'a.ts'))
    .then(
      ({ code }) => `compiled ${code}`,
      (error: Error) => `${error.name}: ${error.message}`,
    );
  expect(seen).toMatch(verdict);
  if (!seen.startsWith('compiled')) expect(seen).toMatch(/^PluginError: a\.ts[: ][^\p{C}]{1,600}$/u);
});
