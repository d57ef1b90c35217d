import { gzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { tarOf } from '#results/export/tar.js';
import { runPack } from '#matches/runs/run-pack.js';
import { headOf } from '#database/stored/stored-plan.js';
import { storedPackages } from '#database/stored/stored-packages.js';
import { storedRun } from '#database/stored/stored-run.js';
import { publicPackages } from './bundle.js';
import { threadDatabase, type OfRun } from '../thread-database.js';

export interface PackRequest extends OfRun {
  /** where it shall lie */
  readonly file: string;
}

/** Writes the paper pack of a run as a gzipped tar archive. */
export default async function paperPack({ run: id, file }: PackRequest): Promise<void> {
  const read = await threadDatabase();
  const { run, results } = await storedRun(read, id);
  const head = headOf(run);
  const packages = publicPackages(run.definition, await storedPackages(read, head.packages));
  const files = [...runPack(head, packages, results)];
  const archive = tarOf(new Map(files.map(([name, text]) => [`${id}/${name}`, Buffer.from(text)])));
  await writeFile(file, gzipSync(archive), { mode: 0o600 });
}
