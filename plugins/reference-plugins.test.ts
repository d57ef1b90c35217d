import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { referencePlugins } from '#sandbox/admission/find-plugin.js';

const text = (file: string): string => readFileSync(resolve(projectRoot, file), 'utf8');

/** What CONTRIBUTING asks of whoever adds one, as far as files say it. */
describe('every reference plugin', () => {
  it.each([
    ['agent', 'README.md'],
    ['dealer', 'README.md'],
    ['bidder', 'docs/plugin-authors-guide.md'],
  ] as const)('is named where readers look for it: each %s in %s', (kind, file) => {
    const told = text(file);
    expect(referencePlugins(kind).filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(['agent', 'dealer'] as const)('plays a whole match in plugins/matches.test.ts: each %s', (kind) => {
    const played = text('plugins/matches.test.ts');
    expect(referencePlugins(kind).filter((name) => !played.includes(`'${name}'`))).toEqual([]);
  });
});
