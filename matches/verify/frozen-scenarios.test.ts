/** @short-form 1/5; each time: leagues/scenario-files/package */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import { bundleLines } from '../bundles/run-bundle.js';
import { isRefuted, type Findings } from './findings.js';
import { findingLines } from './finding-lines.js';
import { packed, verified } from './test/forge.js';
import { replay, runOf, type Run } from './test/forgery.js';
import { runFolder } from './test/bundle-runs.js';

type Line = Record<string, unknown>;
interface PackageLine {
  package: { files: Record<string, string>; scenario: { id: string; roundCap?: number } };
}

let files: Awaited<ReturnType<typeof runFolder>>;
beforeAll(async () => {
  files = await runFolder();
});
afterAll(() => files.remove());

/** The lines of a run as it is written: head, scenario, matches. */
async function linesOf(
  name: Run,
): Promise<[Line & { packages: { sha256: string }[] }, PackageLine, ...Line[]]> {
  const { frozen, packages, played } = await runOf(name);
  const matches = [...played].map(([match, record]) => JSON.stringify({ match, ...record })).sort();
  const lines: unknown[] = [];
  for await (const line of bundleLines(frozen, packages, matches)) lines.push(JSON.parse(line));
  return lines as Awaited<ReturnType<typeof linesOf>>;
}

async function found(
  lines: readonly unknown[],
  scenarios: readonly string[] = [],
): Promise<[string, boolean, Findings]> {
  const findings = await verified(packed(lines), { replay, scenarios });
  return [findingLines(findings, 0).join('\n'), isRefuted(findings, 0), findings];
}

it.each([
  ['mixed', 3, 'which comes with this checkout'],
  ['priced', 1, 'which does not come with this checkout'],
] as const)('the run %s is verified with the scenario in its bundle', async (name, matches, whose) => {
  const [words, refuted] = await found(await linesOf(name));
  expect(words).toContain(`${matches} of ${matches} matches replayed identically`);
  expect(words).toContain(whose);
  expect(refuted).toBe(false);
});

it('one that comes along need not be in it; another is named with its hash, and taken from a file that has it', async () => {
  const [head, , ...matches] = await linesOf('mixed');
  expect((await found([head, ...matches]))[1]).toBe(false);

  const [ownHead, own, ...played] = await linesOf('priced');
  const [{ sha256 }] = ownHead.packages as [{ sha256: string }];
  const [words, refuted] = await found([ownHead, ...played]);
  expect(words).toContain(`the scenario priced with SHA-256 ${sha256} is not in the bundle, nor here`);
  expect(refuted).toBe(true);
  const file = join(files.folder, 'again.json');
  await writeFile(file, JSON.stringify(own.package.scenario));
  expect((await found([ownHead, ...played], [file]))[1]).toBe(false);
  await writeFile(file, JSON.stringify({ ...own.package.scenario, roundCap: 5 }));
  expect((await found([ownHead, ...played], [file]))[0]).toContain('is not in the bundle, nor here');
});

it('a scenario that was changed is none of the run, or gives other matches', async () => {
  const [head, own, ...matches] = await linesOf('mixed');
  const { scenario } = own.package;
  const changed = { package: { ...own.package, scenario: { ...scenario, cash: 7 } } };
  await expect(found([head, changed, ...matches])).rejects.toThrow(/is none of the run's/);
  const { sha256 } = packageOf(changed.package);
  const [words, refuted] = await found([
    { ...head, packages: [{ name: scenario.id, sha256 }] },
    changed,
    ...matches,
  ]);
  expect(words).toMatch(/DIFFERENT: (report|rounds)/);
  expect(words).toContain('NOT the one of that name that comes with this checkout');
  expect(refuted).toBe(true);
});

it('what is called otherwise, or stands there twice, is refused', async () => {
  const [head, own, ...matches] = await linesOf('mixed');
  const [words] = await found([
    { ...head, packages: [{ ...head.packages[0], name: 'other' }] },
    own,
    ...matches,
  ]);
  expect(words).toContain('DIFFERENT: packages are not those of the scenarios of the league');
  await expect(found([head, own, own, ...matches])).rejects.toThrow(
    /scenario blems-example .* stands in it twice/,
  );
  await expect(found([{ ...head, version: 2 }, own, ...matches])).rejects.toThrow(
    /packages belong to version 3/,
  );
});
