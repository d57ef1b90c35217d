import { defaultSandboxLimits } from '../calls/limits.js';
import { admission, agent, complaint } from '../test/an-admission.js';
import { dealt } from '#market/test/short-form.js';

const admitted = admission();

describe('admission', () => {
  it.each(
    dealt<[string, Uint8Array | string, string, RegExp]>(
      [
        [
          'another kind of file',
          agent('return [];'),
          'plugin.py',
          /^file: plugin.py: a plugin is a .ts or .js file/,
        ],
        ['nothing', '', 'plugin.ts', /^file: plugin.ts: is empty/],
        [
          'a huge file',
          `// ${'x'.repeat(256 * 1024)}`,
          'plugin.ts',
          /^file: plugin.ts: has \d+ bytes; a plugin may have 262144/,
        ],
        [
          'another encoding',
          Uint8Array.of(0x61, 0xff, 0xfe),
          'plugin.ts',
          /^file: plugin.ts: is not UTF-8 text/,
        ],
        [
          'a binary',
          Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0),
          'plugin.js',
          /^file: plugin.js: has a zero byte at position 4/,
        ],
        ['a syntax error', 'const a = 1;\nconst b = ;\n', 'plugin.ts', /^compile: plugin.ts:2:11: /],
        [
          'a foreign import',
          "\nimport fs from 'node:fs';\nfs;",
          'plugin.ts',
          /^compile: plugin.ts:2:16: .*node:fs/,
        ],
        ['a neighbour’s file', "import x from './other.js';\nx;", 'plugin.ts', /^compile: plugin.ts:1:15: /],
        ['a require()', "require('child_process');", 'plugin.js', /^compile: plugin.js:1:9: /],
        [
          'no default export',
          'export const x = 1;',
          'plugin.ts',
          /^load: invalid-output: the default export must be/,
        ],
        ['a crash while loading', '\n\nnull.x;', 'plugin.js', /^load: threw: TypeError: .*\(plugin.js:3:6\)/],
        ['an endless module', 'for (;;) {}', 'plugin.ts', /^load: timed-out: took longer than/],
        [
          'a crash in bid',
          agent('\n      const o = null;\n      return o.orders;'),
          'plugin.ts',
          /^probes: bid\(\) with first round, 3 resources: threw: TypeError.*\(plugin.ts:8:16\)/,
        ],
        [
          'a malformed answer',
          agent('return [{ bundle: [], limit: 1 }];'),
          'plugin.ts',
          /^probes: .*invalid-output: order 0: bundle/,
        ],
        [
          'a crash late in the match',
          agent("if (view.round === 2 && view.prices.length === 8) throw new Error('late');\n return [];"),
          'plugin.ts',
          /^matches: trial-community, round 2: threw: Error: late \(plugin.ts:6:\d+\)/,
        ],
        [
          'a crash only among many agents',
          "import { defineAgent } from '@gridleague/sdk';\nexport default defineAgent({ name: 'shy', create: ({ agents, resources }) => ({\n  bid() { if (agents >= 20 && resources.length < 96) throw new Error('crowd'); return []; } }) });",
          'plugin.ts',
          /^matches: trial-crowd, round 1: threw: Error: crowd \(plugin.ts:3:\d+\)/,
        ],
        [
          'a crash only where there are many resources',
          agent("if (view.prices.length === 96) throw new Error('wide'); return [];"),
          'plugin.ts',
          /^probes: bid\(\) with first round, 96 resources: threw: Error: wide \(plugin.ts:6:\d+\)/,
        ],
        [
          'a rejection that nobody handles',
          agent("\n      Promise.reject(new RangeError('lost'));\n      return [];"),
          'plugin.ts',
          /^probes: .*threw: a promise was rejected and nobody handled it: RangeError: lost \(plugin.ts:7:22\)/,
        ],
        [
          'a rejection with no error',
          agent('Promise.reject({ secret: 1 }); return [];'),
          'plugin.ts',
          /^probes: .*threw: a promise was rejected and nobody handled it$/m,
        ],
      ],
      9,
    ),
  )('refuses %s, saying where', async (_, source, file, expected) => {
    const usual = source === 'for (;;) {}' ? { limits: defaultSandboxLimits } : {};
    const verdict = await admitted(source, usual, file);
    expect(verdict.passed).toBe(false);
    expect(complaint(verdict)).toMatch(expected);
  });
});
