// npm run published [-- <page>...]: makes the published figures of docs/ anew, all or some of them; with --check: only
// compares, and exits with 1 where a digit differs.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const edition = ['benchmark', '2026'];
/** What each page is made by; without a `file` the command writes and checks it itself. */
const pages = {
  edition: { args: [...edition, '--publish', 'docs/editions'], check: [...edition, '--check'] },
  closing: {
    file: 'docs/closing-study.md',
    args: ['study', 'closing', '--scenario', 'demo-street', '--blocks', '20'],
  },
  settlement: {
    file: 'docs/settlement-study.md',
    args: [
      ...['study', 'settlement', '--scenarios', 'demo-street,demo-community'],
      ...['--blocks', '10', '--rounds', '40'],
    ],
  },
  // 40 minutes of processor time (`--keep` where it may be broken off).
  gkw12: {
    file: 'docs/gkw12-study.md',
    args: [
      ...['study', 'gkw12', '--runs', '100', '--agents', '10,50', '--resources', '2,8'],
      ...['--participation', '0.2,0.5,0.8,1', '--extent', 'short'],
    ],
  },
  mechanisms: { file: 'docs/mechanism-study.md', args: ['study', 'mechanisms', '--blocks', '6'] },
  mengelkamp: { file: 'docs/studies/mengelkamp-2018.md', args: ['study', 'mengelkamp', '--days', '12'] },
  quartierstrom: { file: 'docs/studies/quartierstrom.md', args: ['study', 'quartierstrom', '--days', '365'] },
  kpis: { file: 'docs/kpis.md', args: ['kpis'] },
  limits: { file: 'docs/limits.md', args: ['limits'] },
};

const given = process.argv.slice(2);
const isCheck = given.includes('--check');
const asked = given.filter((name) => name !== '--check');
const unknown = asked.filter((name) => !(name in pages));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such page; there are ${Object.keys(pages).join(', ')}`);
  process.exit(2);
}
for (const [name, { args, file, check }] of Object.entries(pages)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const command = isCheck && check ? check : args;
  console.error(`${name}: gridleague ${command.join(' ')}`);
  const made = run([resolve('dist/programs/apps/cli/main.js'), ...command], {
    stdout: file ? 'pipe' : 'inherit',
  });
  if (!file) continue;
  const page = run(['node_modules/prettier/bin/prettier.cjs', '--stdin-filepath', file], { input: made });
  if (!isCheck) writeFileSync(file, page);
  else if (page !== readFileSync(file, 'utf8')) {
    console.error(`${file} differs from what is made here`);
    process.exitCode = 1;
  }
}

/**
 * What a program writes; ends this one where it fails.
 * @param {readonly string[]} args
 * @param {{ stdout?: 'pipe' | 'inherit', input?: string }} options
 */
function run(args, { stdout = 'pipe', input }) {
  const { status, stdout: output } = spawnSync(process.execPath, args, {
    stdio: [input === undefined ? 'inherit' : 'pipe', stdout, 'inherit'],
    ...(input !== undefined && { input }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) process.exit(status ?? 1);
  return output ?? '';
}
