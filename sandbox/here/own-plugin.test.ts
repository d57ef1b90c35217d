import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { Traders } from '#market/traders.port.js';
import { findPlugin, referencePlugins } from '../admission/find-plugin.js';
import { PluginError } from '../calls/plugin-error.js';
import { sandboxTraders } from '../seats/traders.js';
import { pluginFiles } from '../test/plugin-files.js';
import { Here } from './here.js';
import { OwnPlugin } from './own-plugin.js';

const pool = new Here(await createHighsSolver());
const file = pluginFiles();
const load = (nameOrFile: string): Promise<OwnPlugin> => OwnPlugin.load(nameOrFile, 'agent', pool);

describe('loading a plugin of one’s own', () => {
  it('knows every reference plugin by name', async () => {
    expect(referencePlugins('agent')).toEqual(expect.arrayContaining(['multi-bundle', 'truthful']));
    expect(referencePlugins('dealer')).toEqual(expect.arrayContaining(['passive', 'smoothing']));
    for (const kind of ['agent', 'dealer'] as const)
      for (const name of referencePlugins(kind))
        expect(await OwnPlugin.load(name, kind, pool)).toMatchObject({ name });
  });

  it('takes a TypeScript file and identifies it by the hash of its source', async () => {
    const source =
      'export default { kind: "agent" as const, name: "x", create: () => ({ bid: () => [] }) };\n';
    // sha256sum of exactly this text
    expect(await load(file('my-agent.ts', source))).toMatchObject({
      name: 'x',
      file: 'my-agent.ts',
      version: '108ef8b0',
      sha256: '108ef8b0d07f9b6ba8d06050b9b9a548467e756504b63b1d167c5a308230f171',
    });
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
      'bad.ts: invalid-output: the default export must be defineAgent({...}), defineDealer({...}) or defineBidder({...})',
    ],
    [
      'no name',
      'export default { kind: "agent", create() {} };',
      'bad.ts: invalid-output: name must be a text of 1 to 60 characters',
    ],
    [
      'a name with an escape',
      'export default { kind: "agent", name: "\\u001b[2J", create() {} };',
      'bad.ts: invalid-output: name must be one line of printable characters',
    ],
    [
      'no create',
      'export default { kind: "agent", name: "x" };',
      'bad.ts: invalid-output: create must be a function',
    ],
    [
      'an error while loading',
      'const a = 1;\nthrow new Error("boom " + a);',
      'bad.ts: threw: Error: boom 1 (bad.ts:2:7)',
    ],
    ['a file too large', `// ${'x'.repeat(300_000)}`, 'has 300003 bytes; a plugin may have 262144'],
  ])('refuses %s and says where', async (_, source, message) => {
    const loading = load(file('bad.ts', source));
    await expect(loading).rejects.toThrow(PluginError);
    await expect(loading).rejects.toThrow(message);
  });

  it('is the only way here: a submission is no plugin of one’s own', async () => {
    const submission = await findPlugin('truthful', 'agent');
    // @ts-expect-error whatever was uploaded plays in the sandbox
    const seat = (): Traders => sandboxTraders({ pool, plugins: [submission], seed: 's' });
    expect(seat).toBeInstanceOf(Function);
    expect(submission).not.toBeInstanceOf(OwnPlugin);
  });

  it('refuses what is not there, not text, or of the wrong kind', async () => {
    await expect(load('nobody')).rejects.toThrow(
      /no reference agent has this name; there are ([a-z-]+, )*truthful, /,
    );
    await expect(load('./gone.ts')).rejects.toThrow('no such file');
    await expect(load('./sandbox')).rejects.toThrow('is not a regular file');
    await expect(load(file('binary.ts', Uint8Array.of(0xff, 0xfe, 0x01)))).rejects.toThrow(
      'is not UTF-8 text',
    );
    await expect(load(file('notes.txt', 'hello'))).rejects.toThrow('a plugin is a .ts or .js file');
    await expect(load('plugins/dealers/passive.ts')).rejects.toThrow(
      'is a dealer plugin; wanted is an agent',
    );
  });
});
