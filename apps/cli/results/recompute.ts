import 'reflect-metadata';
import { stat } from 'node:fs/promises';
import { isPostgres, placeOf } from '#database/address.js';
import { playedMatches, readBundle } from '#matches/bundles/run-bundle.js';
import { recomputeRun } from '#database/stored/recompute-run.js';
import { matchResults, runBoards, type RunBoards } from '#matches/runs/run-boards.js';
import { InputError } from '#matches/input-error.js';
import { boardLines } from '../league/board-lines.js';
import { bundleFile, writePack } from '#matches/runs/run-folder.js';
import { serverSettings } from '../serve/server-settings-file.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';

export interface RecomputeOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** `gridleague results recompute`: boards anew from raw data; they replace what was stored. */
export async function recompute(what: string, { config, json }: RecomputeOptions): Promise<void> {
  const path = userPath(what);
  const isFile = (await stat(path).catch(() => null)) !== null;
  const boards = isFile ? await recomputeFolder(path) : await recomputeStored(what, config);
  if (json) printJson(boards);
  else print(...boardLines(boards.agents), '', ...boardLines(boards.dealers));
}

/** Of a folder the paper pack is written anew as well. */
async function recomputeFolder(path: string): Promise<RunBoards> {
  const file = await bundleFile(path);
  const bundle = await readBundle(file);
  const { head } = bundle;
  const played = await playedMatches(bundle);
  if (file !== path) await writePack(path, head, bundle.packages, played);
  const results = matchResults(head, (match) => played.get(match));
  return runBoards(head.definition, head.plan, results);
}

async function recomputeStored(id: string, config: string | undefined): Promise<RunBoards> {
  const { database, dataFolder } = await serverSettings(config);
  const place = placeOf(database);
  if (!isPostgres(database) && !(await stat(database).catch(() => null)))
    throw new InputError(`${place}: there is no database; name the server's settings with --config`);
  const boards = await recomputeRun({ database, dataFolder }, id);
  if (!boards) throw new InputError(`there is no run ${id} in ${place}`);
  return boards;
}
