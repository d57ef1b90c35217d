import 'reflect-metadata';
import { rm, stat } from 'node:fs/promises';
import { Database } from '../../server/database/database.js';
import { RunBoardEntity } from '../../server/database/entities/run-board.entity.js';
import { playedMatches, readBundle } from '#matches/runs/run-bundle.js';
import { packFile } from '../../server/derive/export-files.js';
import { storedRun } from '../../server/derive/stored-run.js';
import { matchResults, runBoards, type RunBoards } from '#matches/runs/run-boards.js';
import { InputError } from '#matches/input-error.js';
import { boardLines } from '../league/board-lines.js';
import { bundleFile, writePack } from '#matches/runs/run-folder.js';
import { serverSettings } from '../serve/server-settings-file.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../user-path.js';

export interface RecomputeOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** `gridleague results recompute`: boards anew from raw data; they replace what was stored. */
export async function recompute(what: string, { config, json }: RecomputeOptions): Promise<void> {
  const path = userPath(what);
  const isFile = (await stat(path).catch(() => null)) !== null;
  const boards = isFile ? await recomputeFolder(path) : await recomputeRun(what, config);
  if (json) printJson(boards);
  else print(...boardLines(boards.agents), '', ...boardLines(boards.dealers));
}

/** Of a folder the paper pack is written anew as well. */
async function recomputeFolder(path: string): Promise<RunBoards> {
  const file = await bundleFile(path);
  const bundle = await readBundle(file);
  const { head } = bundle;
  const played = await playedMatches(bundle);
  if (file !== path) await writePack(path, head, played);
  const results = matchResults(head.id, head.plan, (match) => played.get(match));
  return runBoards(head.definition, head.plan, results);
}

async function recomputeRun(id: string, config: string | undefined): Promise<RunBoards> {
  const { databaseFile, dataFolder } = await serverSettings(config);
  if (!(await stat(databaseFile).catch(() => null)))
    throw new InputError(`${databaseFile}: there is no database; name the server's settings with --config`);
  const database = await Database.open(databaseFile);
  try {
    const stored = await storedRun(database.read, id);
    if (!stored) throw new InputError(`there is no run ${id} in ${databaseFile}`);
    const { run, results } = stored;
    const boards = runBoards(run.definition, run.plan, results);
    await database.write((manager) => manager.upsert(RunBoardEntity, { run: id, boards }, ['run']));
    await rm(packFile(dataFolder, id), { force: true });
    return boards;
  } finally {
    await database.close();
  }
}
