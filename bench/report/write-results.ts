import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { engineIdentity } from '#matches/play/engine-identity.js';

/**
 * Writes bench/results/<name>.json with the build, the machine and the day; a quick run goes to var/bench and
 * leaves the published figures alone. Returns the file's path.
 */
export async function writeResults(name: string, quick: boolean, results: object): Promise<string> {
  return write(name, quick, { ...(await origin()), ...results });
}

/** The same of parts that are measured by themselves, each with its own machine; those that are not among them stay as they are. */
export async function writeParts(
  name: string,
  quick: boolean,
  measured: Readonly<Record<string, object>>,
): Promise<string> {
  const from = await origin();
  const parts = Object.entries(measured).map(([part, results]) => [part, { ...from, ...results }] as const);
  return write(name, quick, { ...(await written(name, quick)), ...Object.fromEntries(parts) });
}

async function origin(): Promise<object> {
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  return { engine: await engineIdentity(), machine, measured: new Date().toISOString().slice(0, 10) };
}

async function write(name: string, quick: boolean, results: object): Promise<string> {
  const file = fileOf(name, quick);
  await mkdir(resolve(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify({ benchmark: name, ...results }, null, 2)}\n`);
  return file;
}

async function written(name: string, quick: boolean): Promise<object> {
  const text = await readFile(fileOf(name, quick), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return JSON.parse(text) as object;
}

function fileOf(name: string, quick: boolean): string {
  return resolve(quick ? 'var/bench' : 'bench/results', `${name}.json`);
}
