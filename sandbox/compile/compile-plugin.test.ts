import { readdirSync, readFileSync } from 'node:fs';
import { residentMegabytes } from '../processes/resident-memory.js';
import { compilePlugin } from './compile-plugin.js';
import { dealt } from '#market/test/short-form.js';
import { bombs } from './test/bombs.js';

const plugin = (rest: string): string =>
  `import { defineAgent } from '@gridleague/sdk';\n${rest}\nexport default defineAgent({ name: 'a', create: () => ({ bid: () => [] }) });`;

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
