// Writes the paper pack of a run as a gzipped tar archive.
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { tarOf } from '#results/export/tar.js';
import { runPack } from '../../match/run-pack.js';
import { openSource } from '../database/open-source.js';
import { writePrivate } from '../database/private-file.js';
import { storedRun } from './stored-run.js';

export interface PackRequest {
  readonly databaseFile: string;
  readonly run: string;
  /** where it shall lie */
  readonly file: string;
}

const { databaseFile, run: id, file } = workerData as PackRequest;
const source = await openSource(databaseFile);
const stored = await storedRun(source.manager, id);
await source.destroy();
if (!stored) throw new Error(`there is no run ${id}`);
const { run, results } = stored;
const { definition, plan, anchor } = run;
const files = [...runPack({ id, definition, plan, results, anchor })];
const archive = tarOf(new Map(files.map(([name, text]) => [`${id}/${name}`, Buffer.from(text)])));
await mkdir(dirname(file), { recursive: true, mode: 0o700 });
await writePrivate(file, gzipSync(archive));
parentPort!.postMessage(file);
