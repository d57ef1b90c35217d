/** @short-form 1/3; each time: honest-bundles.test.ts, matches/verify/forged/forged-figures.test.ts */
import { dealt } from '#market/test/short-form.js';
import { frozenLines, type ForgedMatch, type Lines } from './test/forge.js';
import { dressedAsOld, oldEngine } from './test/dressed-as-old.js';
import { refusal, runOf, type Run } from './test/forgery.js';

type Tree = Record<string, unknown>;
type Path = readonly string[];

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** All fields of a value, of the entries of its lists those of the first. */
function fieldsOf(value: unknown): Path[] {
  if (!isTree(value)) return [];
  if (Array.isArray(value)) return fieldsOf(value[0]).map((path) => ['0', ...path]);
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...fieldsOf(inner).map((path) => [name, ...path]),
  ]);
}

function drop(value: unknown, path: Path): void {
  const parent = path.slice(0, -1).reduce((at, key) => (at as Tree)[key], value);
  delete (parent as Tree)[path.at(-1)!];
}

const wrongly = (words: string): boolean => words.startsWith('VERIFIED');

const runs: [Run, 'as they were' | 'frozen'][] = [
  ['final', 'frozen'],
  ['dealers', 'as they were'],
  ['closed', 'frozen'],
];
describe.each(dealt(runs, 1))('of the run %s, with its scenarios %s,', (run, scenarios) => {
  const forged = async (forge: (match: ForgedMatch) => void): Promise<string> => {
    const lines = scenarios === 'frozen' ? frozenLines(await runOf(run)) : null;
    return refusal(run, ([head, ...matches]: Lines) => {
      const all = lines ? structuredClone(lines) : [head, ...matches];
      forge(all.at(-1) as ForgedMatch);
      return all;
    });
  };

  it('no field of a report or a round can be left out', async () => {
    expect(await forged(() => undefined)).toMatch(/^VERIFIED/);
    let fields: Path[] = [];
    await forged((match) => (fields = fieldsOf(match)));
    const accepted: string[] = [];
    for (const path of dealt(fields, 12))
      if (wrongly(await forged((match) => drop(match, path)))) accepted.push(path.join('.'));
    expect(fields.length).toBeGreaterThan(80);
    expect(accepted).toEqual([]);
  });

  it('no report can be dressed up as one from before accounts', async () => {
    const dress = (engine: Partial<typeof oldEngine>) =>
      forged((match) =>
        Object.assign(match, {
          report: dressedAsOld(match.report, match.rounds, { ...match.report.engine, ...engine }),
        }),
      );
    expect(await dress({})).toContain('DIFFERENT: report.account');
    expect(await dress({ version: '0.3.0' })).toContain('DIFFERENT: report.account');
    if (scenarios === 'frozen') expect(await dress(oldEngine)).toContain('DIFFERENT: report.account');
  });
});

describe('a report from before accounts', () => {
  const older =
    (forge: (report: ForgedMatch['report']) => void) =>
    ([head, ...matches]: Lines): Lines => {
      for (const match of matches)
        Object.assign(match, { report: dressedAsOld(match.report, match.rounds, oldEngine) });
      forge(matches.at(-1)!.report);
      return [head, ...matches] as Lines;
    };

  it('is verified, in every figure that a board is made of', async () => {
    expect(
      await refusal(
        'closed',
        older(() => undefined),
      ),
    ).toMatch(/^VERIFIED/);
    for (const line of [1e9, null, -1])
      expect(
        await refusal(
          'closed',
          older(({ references }) => Object.assign(references, { gridOnly: line })),
        ),
      ).toContain('DIFFERENT: report.references.gridOnly');
    expect(
      await refusal(
        'closed',
        older((report) => (report.efficiency = 1)),
      ),
    ).toContain('report.efficiency');
    expect(
      await refusal(
        'closed',
        older((report) => (report.engine.version = '0.2.0')),
      ),
    ).toContain('VERIFIED');
  });

  it('stands in no bundle beside one with an account by the same build', async () => {
    const mixture = ([head, first, ...others]: Lines): Lines => {
      const engine = { version: '0.2.0', commit: 'other' };
      Object.assign(first, { report: dressedAsOld(first.report, first.rounds, engine) });
      for (const { report } of others) Object.assign(report, { engine });
      return [head, first, ...others] as Lines;
    };
    expect(await refusal('closed', mixture)).toContain('DIFFERENT: report.account');
  });
});
