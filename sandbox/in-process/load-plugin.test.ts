import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAgent, loadDealer, loadSource, referencePlugins } from './load-plugin.js';
import { PluginError } from '../calls/plugin-error.js';

function anAgentFile(bid: string): string {
  return `
import { defineAgent, type AgentView } from '@gridleague/sdk';
let calls: number = 0;
export default defineAgent({
  name: 'mine',
  create: () => ({
    bid(view: AgentView) { calls++; ${bid} },
  }),
});
`;
}

describe('loading a plugin', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'plugins-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('knows every reference plugin by name', async () => {
    expect(referencePlugins('agent')).toEqual([
      'forecast',
      'multi-bundle',
      'random-shading',
      'shaded',
      'truthful',
      'zero-intelligence',
    ]);
    expect(referencePlugins('dealer')).toEqual(['passive', 'safety-stock', 'smoothing', 'speculative']);
    for (const name of referencePlugins('agent'))
      expect(await loadAgent(name)).toMatchObject({ kind: 'agent', name });
    for (const name of referencePlugins('dealer'))
      expect(await loadDealer(name)).toMatchObject({ kind: 'dealer', name });
  });

  it('takes a TypeScript file and identifies it by the hash of its source', async () => {
    const file = join(folder, 'my-agent.ts');
    await writeFile(
      file,
      'export default { kind: "agent" as const, name: "x", create: () => ({ bid: () => [] }) };\n',
    );
    // sha256sum of exactly this text
    expect(await loadAgent(file)).toMatchObject({
      name: 'x',
      file: 'my-agent.ts',
      sha256: '108ef8b0d07f9b6ba8d06050b9b9a548467e756504b63b1d167c5a308230f171',
    });
  });

  it('gives each fresh copy its own module-level variables', async () => {
    const { fresh } = await loadSource(anAgentFile('return calls as never;'), 'counter.ts');
    const bid = (agent: ReturnType<typeof fresh>): unknown =>
      (agent.create({} as never) as { bid(view: unknown): unknown }).bid({});
    const [one, other] = [fresh(), fresh()];
    expect([bid(one), bid(one), bid(other)]).toEqual([1, 2, 1]);
  });

  it('explains an error of the plugin with the place in the author’s file', async () => {
    const loaded = await loadSource(
      anAgentFile('const price = view.prices;\n      price.missing();'),
      'my-agent.ts',
    );
    const strategy = loaded.fresh().create({} as never) as { bid(view: unknown): unknown };
    let thrown: unknown;
    try {
      strategy.bid({ prices: {} });
    } catch (error) {
      thrown = error;
    }
    expect(loaded.explain(thrown)).toBe('TypeError: price.missing is not a function (my-agent.ts:8:13)');
    expect(loaded.explain('just text')).toBe('threw "just text"');
    expect(loaded.explain(new Error('from elsewhere'))).toBe('Error: from elsewhere');
  });

  it.each([
    ['a syntax error', 'export default {\n  name: ,\n};', 'bad.ts:2:9: Unexpected ","'],
    [
      'an import of anything else',
      "import { readFileSync } from 'node:fs';\nexport default readFileSync;",
      'bad.ts:1:30: imports "node:fs"; a plugin may import nothing but "@gridleague/sdk"',
    ],
    ['a relative import', "import './other.js';", 'bad.ts:1:8: imports "./other.js"'],
    ['a require', "export default require('fs');", 'bad.ts:1:24: imports "fs"'],
    [
      'an import that the SDK lacks',
      "import { nothing } from '@gridleague/sdk';\nexport default nothing;",
      'bad.ts:1:10: No matching export',
    ],
    [
      'no default export',
      'export const x = 1;',
      'bad.ts: its default export must be defineAgent({...}) or defineDealer({...})',
    ],
    ['no name', 'export default { kind: "agent", create() {} };', 'bad.ts: the plugin needs a name'],
    [
      'no create',
      'export default { kind: "agent", name: "x" };',
      'bad.ts: the plugin needs a function create(briefing)',
    ],
    ['an error while loading', 'const a = 1;\nthrow new Error("boom " + a);', 'bad.ts:2:7: Error: boom 1'],
    ['a file too large', `// ${'x'.repeat(300_000)}`, 'bad.ts: has 300003 bytes; a plugin may have 262144'],
  ])('refuses %s and says where', async (_, source, message) => {
    const loading = loadSource(source, 'bad.ts');
    await expect(loading).rejects.toThrow(PluginError);
    await expect(loading).rejects.toThrow(message);
  });

  it('refuses what is not there, not text, or of the wrong kind', async () => {
    await expect(loadAgent('nobody')).rejects.toThrow(
      /no reference agent has this name; there are forecast, /,
    );
    await expect(loadAgent(join(folder, 'gone.ts'))).rejects.toThrow('no such file');
    await expect(loadAgent(folder)).rejects.toThrow(PluginError);
    await writeFile(join(folder, 'binary.ts'), Uint8Array.of(0xff, 0xfe, 0x00));
    await expect(loadAgent(join(folder, 'binary.ts'))).rejects.toThrow('is not UTF-8 text');
    await writeFile(join(folder, 'notes.txt'), 'hello');
    await expect(loadAgent(join(folder, 'notes.txt'))).rejects.toThrow('a plugin is a .ts or .js file');
    await expect(loadAgent(join('plugins', 'dealers', 'passive.ts'))).rejects.toThrow(
      'is a dealer plugin; wanted is a agent',
    );
  });
});
