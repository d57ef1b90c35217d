import { inspectPlugin } from '../calls/inspect-plugin.js';
import { factsFault } from '../calls/plugin-facts.js';
import { prepareSubmission } from '../compile/submission.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { patientLimits } from '../test/patient-limits.js';

const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

const source = (name: string, description = ''): string =>
  `import { defineAgent } from '@gridleague/sdk';
   export default defineAgent({ name: ${JSON.stringify(name)}, description: ${JSON.stringify(description)}, create: () => ({ bid: () => [] }) });`;

const refused = {
  'an escape': '\u001b[2J\u001b[31mred',
  'a title': '\u001b]0;title\u0007',
  'a link': '\u001b]8;;http://example.org\u001b\\link\u001b]8;;\u001b\\',
  'an escape of one byte': '\u009b31mred',
  'a line': 'honest\nwinner: me',
  'a return': 'honest\rwinner',
  'a backspace': 'loser\b\b\b\b\bking',
  'a tab': 'a\tb',
  'a zero': 'a\0b',
  'a delete': 'a\u007fb',
  'a direction': 'abc\u202egnp.exe',
  'an isolate': '\u2067abc',
  'a zero width': 'tru\u200bthful',
  'a joiner': 'tru\u200dthful',
  'a mark of order': '\ufefftruthful',
  'a line separator': 'a\u2028b',
  'a soft hyphen': 'truth\u00adful',
  'half a character': 'a\ud800',
  'a tag': 'truthful\u{e0041}',
  'a filler': '\u3164',
  'a pile of marks': 'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308'.repeat(6),
  'three marks': 'tx\u0324\u0325\u0331am',
  'marks that hide among composed ones': 'a\u0308\u0304\u0315\u0358\u0362',
  'enclosing marks': 'a\u20dd\u20de\u20df',
  'marks of two kinds': 'a\u0483\u0e31\u0334',
  'marks on a digit': '1\u0336\u0335\u0337',
  spaces: '   ',
  'a space before': ' truthful',
  nothing: '',
  'too much': 'x'.repeat(61),
} as const;

it.each(Object.entries(refused))('a name with %s is refused', (_, name) => {
  expect(factsFault({ name, description: '' })).toMatch(/^name must /);
});

it.each(['an escape', 'a direction', 'a line', 'too much'] as const)(
  'a name with %s is refused by the host of its sandbox',
  async (what) => {
    const submission = await prepareSubmission(source(refused[what]), 'named.ts');
    expect(await inspectPlugin(pool, submission, patientLimits)).toMatchObject({
      outcome: 'invalid-output',
      reason: expect.stringMatching(/^name must be /) as unknown,
    });
  },
);

const taken = [
  'truthful',
  'multi-bundle 2',
  'Größe',
  '静かな',
  'Ω⚡️',
  'e\u0301clair',
  'Việt Nam',
  'हिन्दी',
  'ภาษาไทยที่',
  'שָׁלוֹם',
  'a\u0308\u0304b',
  'x'.repeat(60),
];

it.each(taken)('the name %s is taken as it is', (name) => {
  expect(factsFault({ name, description: '' })).toBeNull();
});

it('facts pass the host as they are', async () => {
  const submission = await prepareSubmission(source('Ω⚡️ 静かな', 'two\nlines'), 'named.ts');
  expect(await inspectPlugin(pool, submission, patientLimits)).toEqual({
    outcome: 'ok',
    value: { kind: 'agent', name: 'Ω⚡️ 静かな', description: 'two\nlines' },
  });
});

it.each(['\u001b[2J', 'a\u202eb', 'a\rb', 'a\u0000', 'x'.repeat(501)])(
  'nor is any description %j',
  (description) => {
    expect(factsFault({ name: 'a', description })).toMatch(/^description must be /);
  },
);

it.each([[undefined], [7], [{}], [null]])('facts of other types are no facts (%j)', (name) => {
  expect(factsFault({ name, description: '' })).toMatch(/^name must be a text/);
  expect(factsFault({ name: 'a', description: name })).toMatch(/^description must be a text/);
});
