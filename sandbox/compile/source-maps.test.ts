import { runInNewContext } from 'node:vm';
import { aReadableCanary } from '#fuzz/sources/readable-canary.js';
import { compilePlugin } from './compile-plugin.js';

const canary = aReadableCanary();
afterAll(() => canary.close());

const body = 'const answer: number = 42;\nexport default answer;\n';
const inline = (map: object): string =>
  `data:application/json;base64,${Buffer.from(canary.fill(JSON.stringify({ version: 3, names: [], mappings: 'AAAA;AACA', ...map }))).toString('base64')}`;
const plain = (map: object): string =>
  `data:application/json,${encodeURIComponent(canary.fill(JSON.stringify({ version: 3, names: [], mappings: 'AAAA', ...map })))}`;

const attacks: Record<string, string> = {
  'a file URL': `${body}//# sourceMappingURL={{url}}/canary.map`,
  'a file URL of what is no map': `${body}//# sourceMappingURL={{url}}/token`,
  'an absolute path': `${body}//# sourceMappingURL={{abs}}/canary.map`,
  'a relative path': `${body}//# sourceMappingURL={{rel}}/canary.map`,
  'a path below the root': `${body}//# sourceMappingURL={{root}}/canary.map`,
  'the old sign': `${body}//@ sourceMappingURL={{url}}/canary.map`,
  'a block comment': `${body}/*# sourceMappingURL={{url}}/canary.map */`,
  'an old block comment': `${body}/*@ sourceMappingURL={{url}}/token */`,
  'a legal comment': `/*! @license\n//# sourceMappingURL={{url}}/canary.map\n*/${body}`,
  'a comment at the top': `//# sourceMappingURL={{url}}/token\n${body}`,
  'a comment in an expression': `const x = 1 /*# sourceMappingURL={{url}}/token */ + 1;\n${body}`,
  'a comment in a template': `const x = \`\${1 /*# sourceMappingURL={{url}}/token */}\`;\n${body}`,
  'a comment after a regular expression': `const x = /[/]/; //# sourceMappingURL={{url}}/token\n${body}`,
  'comments without end': `${'//# sourceMappingURL={{url}}/token\n'.repeat(500)}${body}`,
  'a map that names a source': `${body}//# sourceMappingURL=${inline({ sources: ['{{abs}}/canary.ts'] })}`,
  'a map that names a source by URL': `${body}//# sourceMappingURL=${inline({ sources: ['{{url}}/token'] })}`,
  'a map with a root': `${body}//# sourceMappingURL=${inline({ sources: ['token'], sourceRoot: '{{abs}}' })}`,
  'a map with a null for a text': `${body}//# sourceMappingURL=${inline({ sources: ['{{abs}}/token'], sourcesContent: [null] })}`,
  'a map in plain': `${body}//# sourceMappingURL=${plain({ sources: ['{{abs}}/token'] })}`,
  'a map of sections': `${body}//# sourceMappingURL=${inline({ sections: [{ offset: { line: 0, column: 0 }, url: '{{url}}/canary.map' }] })}`,
  'a map of sections with maps': `${body}//# sourceMappingURL=${inline({ sections: [{ offset: { line: 0, column: 0 }, map: { version: 3, sources: ['{{abs}}/token'], names: [], mappings: 'AAAA' } }] })}`,
  'a map that is none': `${body}//# sourceMappingURL=data:application/json,{{abs}}`,
  'a map on a very long line': `${body}/*${' '.repeat(200_000)}*/ //# sourceMappingURL={{url}}/token`,
  'a map after a line separator': `${body}//\u2028//# sourceMappingURL={{url}}/token`,
};

it.each(Object.entries(attacks))('%s is read by nobody', async (_, source) => {
  const { code, sourceMap } = await compilePlugin(canary.fill(source), 'mine.ts');
  expect(code).toContain('answer = 42');
  expect(code).not.toMatch(/sourceMappingURL|canarysings/);
  expect(sourceMap).not.toContain(canary.secret);
  // The map leads to the author's own lines, not to those that a map of the author's claims.
  expect(JSON.parse(sourceMap)).toMatchObject({ version: 3, sources: ['mine.ts'] });
});

it.each(['//# sourceMappingURL={{url}}/token', '/*@ sourceMappingURL={{abs}}/canary.map */'])(
  'lines and columns stay where they are (%s)',
  async (comment) => {
    const source = `/* */ ${canary.fill(comment)}\nconst s = '//# sourceMappingURL=x'; )`;
    await expect(compilePlugin(source, 'mine.ts')).rejects.toThrow('mine.ts:2:37: Unexpected ")"');
  },
);

const texts: Record<string, string> = {
  'a string': "'//# sourceMappingURL=x'",
  'a string with a quote': '"//@ sourceMappingURL=\'x\'"',
  'a template': '`a\n//# sourceMappingURL=${1}`',
  'a raw template': 'String.raw`//# sourceMappingURL=\\n`',
  'the source of a regular expression': '/[/]*# sourceMappingURL=/.source',
  'the text of a function': '(() => "/*# sourceMappingURL=x */").toString()',
  'a key': "Object.keys({ '//# sourceMappingURL=': 1 })[0]",
  'a sum of strings': "'//# source' + 'MappingURL='",
};

it.each(Object.entries(texts))('%s keeps its value', async (_, text) => {
  const { code } = await compilePlugin(`export default ${text};`, 'mine.js');
  const module = { exports: {} as { default?: unknown } };
  runInNewContext(code, { module });
  expect(module.exports.default).toBe(runInNewContext(text));
});

it('an error quotes the author’s text as it was', async () => {
  await expect(compilePlugin("import '//# sourceMappingURL=x';", 'mine.ts')).rejects.toThrow(
    'imports "//# sourceMappingURL=x"',
  );
});
