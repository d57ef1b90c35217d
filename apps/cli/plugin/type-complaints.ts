import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { editorSettings } from '#sandbox/admission/new-plugin.js';
import { projectRoot } from '#project-root.js';

const MEGABYTES = 1000;
const LONGEST_OUTPUT = 1_000_000;
const MOST_TOLD = 10;

const COMPLAINT = /^(.*)\((\d+),(\d+)\): error TS\d+: (.*)$/gm;

/**
 * What the type checker says of an author's own TypeScript, `file:line:column: why`; nothing where it has nothing to say or is not
 * installed. Types are erased wherever plugins play: this decides nothing, but a misspelt field is in it by its line.
 */
export async function typeComplaints(file: string): Promise<readonly string[]> {
  if (!file.endsWith('.ts')) return [];
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-types-'));
  try {
    const console = resolve(projectRoot, 'plugins/sdk/console.d.ts');
    const settings = { extends: './editor.json', files: [resolve(file), console], include: [] };
    await writeFile(join(folder, 'editor.json'), await editorSettings(folder));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    return complaintsIn(await outputOf(folder), basename(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function complaintsIn(output: string, name: string): string[] {
  return [...output.matchAll(COMPLAINT)]
    .filter(([, file = '']) => basename(file) === name)
    .map(([, , line, column, why]) => `${name}:${line}:${column}: ${why}`)
    .slice(0, MOST_TOLD);
}

/** It exits with 2 where it complains; whatever else becomes of it is none of the author's faults. */
function outputOf(folder: string): Promise<string> {
  const checker = resolve(projectRoot, 'node_modules/typescript/bin/tsc');
  return new Promise((done) => {
    execFile(
      process.execPath,
      [`--max-old-space-size=${MEGABYTES}`, checker, '--pretty', 'false', '-p', folder],
      { maxBuffer: LONGEST_OUTPUT },
      (_, stdout) => done(stdout),
    );
  });
}
