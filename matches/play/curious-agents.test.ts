import { pluginFiles } from '#sandbox/test/plugin-files.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { dealt } from '#market/test/short-form.js';

const file = pluginFiles();

/** An honest agent that asks the tools the questions of `body` before its own: at the announced prices, and several at lower ones. */
function asking(name: string, body: string): string {
  return file(
    `${name}.ts`,
    `import { affordable, defineAgent } from '@gridleague/sdk';
    export default defineAgent({ name: '${name}', create: () => ({ bid(view, tools) {
      ${body}
      const low = tools.bestBundles(view.prices.map((price) => 0.9 * price), { count: 3 });
      const options = [...tools.bestBundles(view.prices), ...low];
      return affordable(options.map((option) => ({ ...option, limit: option.value })), view);
    } }) });`,
  );
}

const questions: Record<string, string> = {
  'best bundles at other prices': `
    for (let i = 0; i < 20; i++) tools.bestBundles(view.prices.map((price) => price * (0.5 + i / 20)));`,
  'several bundles': 'tools.bestBundles(view.prices, { count: 6 });',
  valuations: 'for (let i = 0; i < 20; i++) tools.value(view.prices.map((price, r) => (r % 3) * 0.01 * i));',
  'a problem of its own': `tools.solve({ cost: [-1, -1], columnLower: [0, 0], columnUpper: [1, 1], rowLower: [-Infinity],
      rowUpper: [1], matrix: { rows: 1, columns: 2, starts: [0, 1, 2], rowOf: [0, 0], values: [1, 1] } });`,
  'everything, in some rounds only': `
    if (view.round % 3 === 1) {
      tools.bestBundles(view.prices.map((price) => price / 2), { count: 3 });
      tools.value(view.prices.map(() => 0.001));
    }`,
};

/** The shipped communities have many optimal plans at most prices: batteries may charge in this hour or in that one. */
describe.each(dealt(['demo-community', 'demo-street'], 1))('in %s', (scenario) => {
  const play = async (agent: string): Promise<string> => {
    const { report } = await playScenario({
      ...{ scenario, agents: [agent], dealer: 'passive', seed: '1', rules: {}, chain: 'memory' },
      ...{ dataFolder: '', execution: 'in-process' },
    });
    return report.resultHash;
  };

  it('what an agent asks its tools besides changes nothing that it is told', async () => {
    const plain = await play(asking('plain', ''));
    const hashes: Record<string, string> = {};
    const asked = dealt(Object.entries(questions), 2);
    for (const [name, body] of asked) hashes[name] = await play(asking('plain', body));
    expect(hashes).toEqual(Object.fromEntries(asked.map(([name]) => [name, plain])));
  });
});
