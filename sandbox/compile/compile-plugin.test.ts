import { readdirSync, readFileSync } from 'node:fs';
import { residentMegabytes } from '../processes/resident-memory.js';
import { compilePlugin } from './compile-plugin.js';
import { dealt } from '#market/test/short-form.js';

const plugin = (rest: string): string =>
  `import { defineAgent } from '@gridleague/sdk';\n${rest}\nexport default defineAgent({ name: 'a', create: () => ({ bid: () => [] }) });`;

/** Each constant twice the one before: a few lines that unfold to gigabytes. */
function doublingConstants(doublings: number): string {
  const steps = Array.from({ length: doublings }, (_, i) => `a${i + 1} = \`\${a${i}}\${a${i}}\``);
  return `enum E { a0 = '${'x'.repeat(100)}', ${steps.join(', ')} }; console.log(E.a${doublings});`;
}

const bombs: Record<string, [source: string, reason: RegExp]> = {
  'that the parser retries without end': [`const z = ${'x ? (y) : z => '.repeat(30)} 1;`, /longer than 5 s/],
  'nested beyond any stack': [`const z = ${'!'.repeat(240_000)}1;`, /MB to compile|breaks the compiler/],
  'nested in brackets': [`${'{'.repeat(120_000)}${'}'.repeat(120_000)}`, /MB to compile|breaks the compiler/],
  'of constants that unfold': [doublingConstants(22), /MB to compile|breaks the compiler/],
  'of constants that unfold a little': [doublingConstants(15), /characters when compiled|MB to compile/],
};

/** Processes below this one. */
function descendants(pid = process.pid): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' '))
    .filter((child) => child.trim() !== '')
    .flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

it.each(dealt(Object.entries(bombs), 1))(
  'a source %s is the author’s fault, and the next one compiles',
  async (_, [bomb, reason]) => {
    const message = await compilePlugin(plugin(bomb), 'bomb.ts').then(
      () => 'compiled',
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(message).toMatch(/^PluginError: bomb\.ts: /);
    expect(message).toMatch(reason);
    const { code, sourceMap } = await compilePlugin(plugin(''), 'good.ts');
    expect(code).toContain('bid');
    expect(JSON.parse(sourceMap)).toMatchObject({ sources: expect.arrayContaining(['good.ts']) as unknown });
    for (const pid of descendants()) expect(residentMegabytes(pid)).toBeLessThan(400);
  },
);

it('what a file is called is in no part of its program: a plugin could read it in the names of its functions', async () => {
  const source = 'export default class {}';
  const names = ['own.ts', 'other.mts', 'a-b.js', 'Ü.cjs'];
  const bundles = await Promise.all(names.map((name) => compilePlugin(source, name)));
  expect(new Set(bundles.map(({ code }) => code)).size).toBe(1);
  bundles.forEach(({ sourceMap }, i) => {
    expect(JSON.parse(sourceMap)).toMatchObject({ sources: [names[i]] });
  });
});

it('sources that are asked for at the same time do not mix', async () => {
  const names = ['one', 'two', 'three'];
  const bundles = await Promise.all(
    names.map((name) => compilePlugin(plugin(`console.log('${name}');`), `${name}.ts`)),
  );
  bundles.forEach(({ code, sourceMap }, i) => {
    expect(code).toContain(`console.log("${names[i]}")`);
    expect(sourceMap).toContain(`${names[i]}.ts`);
  });
});
