import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { runNode } from './test/gridleague.js';

it('is the page of the documentation; if not: npm run -s reference > docs/sdk-reference.md', async () => {
  const { code, stdout } = await runNode('scripts/sdk-reference.mjs');
  expect(code).toBe(0);
  expect(await readFile(resolve(projectRoot, 'docs/sdk-reference.md'), 'utf8')).toBe(stdout);
});

it('tells of everything that the SDK exports', async () => {
  const page = await readFile(resolve(projectRoot, 'docs/sdk-reference.md'), 'utf8');
  const folder = resolve(projectRoot, 'plugins/sdk');
  const files = (await readdir(folder)).filter((file) => /^(?!.*\.(test|d)\.ts$).*\.ts$/.test(file));
  for (const file of files)
    for (const [, name] of (await readFile(resolve(folder, file), 'utf8')).matchAll(
      /^export (?:interface|type|class|function) (\w+)/gm,
    ))
      expect(page).toContain(`\n### ${name}\n`);
});
