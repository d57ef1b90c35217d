import { gzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { tarOf } from '#results/export/tar.js';
import { runPack } from '#matches/runs/run-pack.js';
import { storedRun } from '#database/stored-run.js';
import { threadDatabase, type OfRun } from '../thread-database.js';

export interface PackRequest extends OfRun {
  /** where it shall lie */
  readonly file: string;
}

/** Writes the paper pack of a run as a gzipped tar archive. */
export default async function paperPack({ run: id, file }: PackRequest): Promise<void> {
  const { run, results } = await storedRun(await threadDatabase(), id);
  const { definition, plan, anchor } = run;
  const files = [...runPack({ id, definition, plan, results, anchor })];
  const archive = tarOf(new Map(files.map(([name, text]) => [`${id}/${name}`, Buffer.from(text)])));
  await writeFile(file, gzipSync(archive), { mode: 0o600 });
}
