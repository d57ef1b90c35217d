import { findingLines, headline } from './finding-lines.js';
import { isRefuted } from './findings.js';
import { linesOf, linesOfVersion1, packed, verified } from './test/forge.js';
import { called, chainOf, findings, refusal, replay, runOf } from './test/forgery.js';
import type { BundleCheck } from './verify-bundle.js';

describe('an honest bundle', () => {
  it.each([
    ['mixed', /^3 of 3 matches replayed identically/],
    ['dealers', /^2 of 2 matches replayed identically/],
    ['priced', /^1 of 1 matches replayed identically/],
  ] as const)('of the run %s is verified', async (run, first) => {
    const found = await findings(run);
    expect(findingLines(found, 0).join('\n')).toMatch(first);
    expect(isRefuted(found, 0)).toBe(false);
  });

  it('says that the price of gas on a foreign chain is the word of the file, also where it is said to be free', async () => {
    const found = await findings('mixed', ([, ...matches]) => {
      for (const { report } of matches) report.chain = chainOf(report.perSeat.length, '0', 'chain 1');
    });
    const words = findingLines(found, 0).join('\n');
    expect(words).toContain('and what gas cost on its chain (chain 1) are as the file');
    expect(words).toContain('3 of them but for gas paid on a foreign chain (unverified)');
    expect([isRefuted(found, 0), isRefuted(found, 1)]).toEqual([true, false]);
  });

  it('of the first version, in which the round cap stood beside the report, is verified as well', async () => {
    const found = await findings('mixed', linesOfVersion1);
    expect(headline(found)).toBe('3 of 3 matches replayed identically');
    expect(isRefuted(found, 0)).toBe(false);
    const mixture = await refusal('mixed', (lines) => [linesOfVersion1(lines)[0], ...lines.slice(1)]);
    expect(mixture).toMatch(/match line 1: (roundCap|report)/);
    const forged = await refusal('mixed', (lines) =>
      linesOfVersion1(lines).map((line, i) => (i === 1 ? { ...(line as object), roundCap: 99 } : line)),
    );
    expect(forged).toMatch(/DIFFERENT: report\.roundCap/);
    expect(await refusal('mixed', ([head, ...lines]) => [{ ...head, version: 4 }, ...lines])).toMatch(
      /version: is of a newer release/,
    );
  });

  it('holds nothing in __proto__, which readers of records skip', async () => {
    expect(
      await refusal('mixed', ([, match]) => {
        match.report.kpis = JSON.parse('{"__proto__":1}') as typeof match.report.kpis;
      }),
    ).toContain('has a field called __proto__');
  });

  it('is not contradicted by a replay in which the clock strikes on a busy machine', async () => {
    const disturbed: BundleCheck['replay'] = async (tasks, on) => {
      const { played, failed } = await replay(tasks, on);
      const struck = [...played].map(([match, { report, rounds }], index) => {
        const busy = { ...report, timingDependent: true, efficiency: report.efficiency - 0.1 };
        return [match, { report: index === 0 ? busy : report, rounds }] as const;
      });
      return { played: new Map(struck), failed };
    };
    const found = await verified(packed(linesOf(await runOf('mixed'))), { replay: disturbed, scenarios: [] });
    const lines = findingLines(found, 0).join('\n');
    expect(lines).toMatch(/^2 of 3 matches replayed identically, 1 could not be replayed here/);
    expect(lines).toContain('the clock struck in the replay only');
    expect(lines).not.toContain('DIFFERENT');
    expect(isRefuted(found, 0)).toBe(true);
  });

  it('shows what nothing derives: title, weights, names of plugins that do not come along', async () => {
    const { given } = await findings('mixed', ([head]) => {
      Object.assign(head.definition, {
        title: 'Another',
        ranking: { weights: { welfare: 0, cost: 7, convergence: 0 } },
      });
    });
    expect(given.join('\n')).toMatch(
      /title "Another"[\s\S]*{"welfare":0,"cost":7,"convergence":0}[\s\S]*id "own-agent-mine", kind "agent", name "mine"/,
    );
  });

  it('counts what it cannot replay, and passes only within the share that is allowed', async () => {
    const found = await findings('mixed', ([head]) => {
      const mine = called(head.plugins, 'mine');
      Object.assign(mine, { source: null });
    });
    expect(headline(found)).toBe(
      '1 of 3 matches replayed identically, 2 without source (figures consistent, not replayed)',
    );
    expect(found.notes.join('\n')).toMatch(/what was ordered and did not trade .* in 2 matches/);
    expect([isRefuted(found, 0), isRefuted(found, 0.5), isRefuted(found, 0.7)]).toEqual([true, true, false]);
  });
});

it('a scenario file that a bundle names is not read unless the reader allows it', async () => {
  const bytes = packed(linesOf(await runOf('priced')));
  await expect(verified(bytes, { replay, scenarios: [] })).rejects.toThrow(/allow it with --scenario/);
});
