// npm run published [-- <page>...]: makes the published figures of docs/ anew, all or some of them. The settlement study is not among them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What each page is made by; `file`: where its output goes, else the command writes it itself. */
const pages = {
  edition: { args: ['benchmark', '2026', '--publish', 'docs/editions'] },
  closing: {
    file: 'docs/closing-study.md',
    args: ['study', 'closing', '--scenario', 'demo-street', '--blocks', '20'],
  },
  gkw12: {
    file: 'docs/gkw12-study.md',
    args: [
      ...['study', 'gkw12', '--runs', '4', '--agents', '10', '--resources', '2,8'],
      ...['--participation', '0.2,1', '--extent', 'short'],
    ],
  },
  mechanisms: { file: 'docs/mechanism-study.md', args: ['study', 'mechanisms', '--blocks', '6'] },
  kpis: { file: 'docs/kpis.md', args: ['kpis'] },
  limits: { file: 'docs/limits.md', args: ['limits'] },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in pages));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such page; there are ${Object.keys(pages).join(', ')}`);
  process.exit(2);
}
for (const [name, { args, file }] of Object.entries(pages)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`${name}: gridleague ${args.join(' ')}`);
  const output = run([resolve('dist/apps/cli/main.js'), ...args], file ? 'pipe' : 'inherit');
  if (!file) continue;
  writeFileSync(file, output);
  run(['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', file], 'inherit');
}

/**
 * @param {readonly string[]} args
 * @param {'pipe' | 'inherit'} stdout
 */
function run(args, stdout) {
  const { status, stdout: output } = spawnSync(process.execPath, args, {
    stdio: ['inherit', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) process.exit(status ?? 1);
  return output ?? '';
}
