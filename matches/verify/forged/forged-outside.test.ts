import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { rootOf } from '#results/receipts/receipts.js';
import { isRefuted, tallyOf, type Findings } from '../findings.js';
import { findingLines } from '../finding-lines.js';
import { called, findings } from '../test/forgery.js';
import type { ForgedHead, Lines } from '../test/forge.js';

type Plugin = ForgedHead['plugins'][number];

/** A plugin of a run, as its plan and as its list of plugins name it. */
const both = ({ plan, plugins }: ForgedHead, name: string): Plugin[] => [
  called(plan.submissions, name) as Plugin,
  called(plugins, name),
];

/** Tells a run as one in which a program from outside of the sandbox played for `mine`: its orders could have been the same. */
function withRemote([head, ...matches]: Lines): void {
  Object.assign(head.definition, { remote: true });
  for (const one of both(head, 'mine')) Object.assign(one, { version: '1', outside: 'remote' });
  Object.assign(called(head.plugins, 'mine'), { source: null, file: '' });
  for (const { report } of matches) {
    for (const seat of report.seats) if (seat.plugin === 'mine') seat.version = '1';
    if (report.seats.some(({ plugin }) => plugin === 'mine')) report.execution = 'not-sandboxed';
  }
}

const remoteMatches = ([, ...matches]: Lines): Lines[1][] =>
  matches.filter(({ report }) => report.seats.some(({ plugin }) => plugin === 'mine'));

/** As whoever knows how roots are made would anchor it, where nobody looks on a chain. */
function anchored([head, ...matches]: Lines): void {
  const facts = matches
    .filter(({ report }) => report.execution === 'sandbox')
    .map(({ match, report }) => ({ id: match, hash: report.resultHash }));
  const submissions = rootOf(head.plan.submissions.map(({ id, sha256 }) => ({ id, hash: sha256 })));
  head.anchor = {
    ...{ matches: rootOf(facts), submissions, network: 'embedded', epoch: 1, block: 1 },
    ...{ registry: `0x${'1'.repeat(40)}`, transaction: `0x${'2'.repeat(64)}` },
  };
}

const found = (forge: (lines: Lines) => unknown = () => undefined): Promise<Findings> =>
  findings('mixed', async (lines) => {
    withRemote(lines);
    anchored(lines);
    await forge(lines);
  });

it('nothing claims that matches with a program from outside were replayed', async () => {
  const honest = await found();
  expect(tallyOf(honest)).toMatchObject({ identical: 1, outside: 2, different: 0 });
  expect([isRefuted(honest, 0), isRefuted(honest, 0.7)]).toEqual([true, false]);
  expect(findingLines(honest, 0).join('\n')).toMatch(
    /^1 of 3 matches replayed.*2 with remote agents[^]*NOT VERIFIED/,
  );
});

/** Its marks gone, in its plan, among its plugins and in its reports. */
function unmarked(lines: Lines): void {
  for (const one of both(lines[0], 'mine')) delete one.outside;
  for (const { report } of remoteMatches(lines)) report.execution = 'sandbox';
}

async function sourceOf(name: string): Promise<{ source: string; sha256: string; file: string }> {
  const source = await readFile(resolve(projectRoot, `plugins/agents/${name}.ts`), 'utf8');
  return { source, sha256: createHash('sha256').update(source).digest('hex'), file: 'mine.ts' };
}

/** As if a plugin had played whose source is there. */
async function asSource(lines: Lines, name: string, lies = false): Promise<void> {
  unmarked(lines);
  const { source, sha256, file } = await sourceOf(name);
  Object.assign(called(lines[0].plugins, 'mine'), { source, file });
  if (!lies) for (const one of both(lines[0], 'mine')) one.sha256 = sha256;
  anchored(lines);
}

it.each<[string, (lines: Lines) => unknown, RegExp]>([
  [
    'a report that says it was in the sandbox',
    (lines) => (remoteMatches(lines)[0]!.report.execution = 'sandbox'),
    /report\.execution/,
  ],
  [
    'a report that says it was in the process',
    (lines) => (remoteMatches(lines)[1]!.report.execution = 'in-process'),
    /report\.execution/,
  ],
  [
    'a match in the sandbox that is said to be outside',
    ([, ...matches]) =>
      (matches.find(({ report }) => report.execution === 'sandbox')!.report.execution = 'not-sandboxed'),
    /report\.execution/,
  ],
  [
    'a mark that only the plan has',
    ([head]) => delete called(head.plugins, 'mine').outside,
    /do not say the same of own-agent-mine/,
  ],
  [
    'a mark that only the list of plugins has',
    ([head]) => delete (called(head.plan.submissions, 'mine') as Plugin).outside,
    /DIFFERENT: report\.execution/,
  ],
  ['no mark at all, under the root of before', unmarked, /do not have the anchored root/],
  ['the source of another, under its own hash', (lines) => asSource(lines, 'truthful'), /DIFFERENT: /],
  [
    'the source of another, under the hash of before',
    (lines) => asSource(lines, 'truthful', true),
    /is not the one that was played/,
  ],
  [
    'a mark on a plugin whose matches were altered',
    (lines) => {
      for (const one of both(lines[0], 'failing')) one.outside = 'remote';
      for (const { report } of lines.slice(1) as Lines[1][])
        if (report.seats.some(({ plugin }) => plugin === 'failing')) report.execution = 'not-sandboxed';
    },
    /do not have the anchored root/,
  ],
  [
    'a mark on a reference',
    ([head]) => {
      for (const one of both(head, 'truthful')) one.outside = 'remote';
    },
    /truthful is said to play from outside/,
  ],
  [
    'a mark on the dealer',
    ([head]) => {
      for (const one of both(head, 'passive')) one.outside = 'python';
    },
    /passive plays from outside of the sandbox: only a league/,
  ],
  [
    'the name of a reference',
    ([head]) => {
      for (const one of both(head, 'mine')) one.baseline = true;
    },
    /reference agent mine is said to play from outside/,
  ],
  [
    'a league that takes none',
    ([head]) => delete head.definition.remote,
    /DIFFERENT: the plan does not follow|only a league with/,
  ],
  [
    'another saving',
    (lines) => (remoteMatches(lines)[0]!.report.perSeat[0]!.saving += 1),
    /report\.perSeat\[0\]\.saving/,
  ],
  ['another efficiency', (lines) => (remoteMatches(lines)[0]!.report.efficiency = 1), /report\.efficiency/],
  ['another outcome', (lines) => (remoteMatches(lines)[0]!.report.outcome = 'void'), /report\./],
  [
    'another hash of its result',
    (lines) => {
      remoteMatches(lines)[0]!.report.resultHash = '0'.repeat(64);
      anchored(lines);
    },
    /resultHash/,
  ],
  ['a round less', (lines) => remoteMatches(lines)[0]!.rounds.pop(), /rounds/],
  ['no result', (lines) => lines.splice(lines.indexOf(remoteMatches(lines)[0]!), 1), /MISSING/],
  [
    'a mark that there is not',
    ([head]) => {
      for (const one of both(head, 'mine')) Object.assign(one, { outside: 'sandbox' });
    },
    /outside/,
  ],
])('a program from outside is told with %s', async (_, forge, reason) => {
  try {
    const forged = await found(forge);
    expect(findingLines(forged, 1).join('\n')).toMatch(reason);
    const claimed = forged.verdicts.filter(({ kind }) => kind === 'identical').length;
    expect(claimed).toBeLessThanOrEqual(1);
    // Whoever allows that nothing is replayed still has it refused, but for what is missing.
    if (!String(reason).includes('MISSING')) expect(isRefuted(forged, 1)).toBe(true);
    expect(isRefuted(forged, 0)).toBe(true);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'bad-bundle') throw error;
    expect((error as Error).message).toMatch(reason);
  }
});

it('a mark that is gone everywhere, roots and all, is a plugin whose source is withheld', async () => {
  const forged = await found((lines) => {
    unmarked(lines);
    anchored(lines);
  });
  expect(tallyOf(forged)).toMatchObject({ identical: 1, 'no-source': 2 });
  expect(isRefuted(forged, 0)).toBe(true);
});

it('a source that is there does not make one from outside replayed', async () => {
  const forged = await found(async (lines) => {
    const { source, sha256, file } = await sourceOf('shaded');
    for (const one of both(lines[0], 'mine')) one.sha256 = sha256;
    Object.assign(called(lines[0].plugins, 'mine'), { source, file });
    anchored(lines);
  });
  expect(tallyOf(forged)).toMatchObject({ identical: 1, 'no-source': 0 });
});
