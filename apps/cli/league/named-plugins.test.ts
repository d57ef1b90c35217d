import { pluginFiles } from '#sandbox/test/plugin-files.js';
import { ownPlugins } from './named-plugins.js';

const file = pluginFiles();
const silent = (name: string, note: string): string => `
import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: '${name}', description: '${note}', create: () => ({ bid: () => [] }) });`;

it('a file has the same id under every name but for the name, and with it its place among all', async () => {
  const own = await ownPlugins([
    file('first.ts', silent('aardvark', 'one')),
    file('second.ts', silent('zebra', 'one')),
    file('third.ts', silent('zebra', 'another')),
  ]);
  const [first, second, third] = own.map(({ id, name }) => id.replace(new RegExp(`-${name}$`), ''));
  expect(first).toMatch(/^own-agent-[0-9a-f]{12}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
