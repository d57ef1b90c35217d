import 'reflect-metadata';
import { stat } from 'node:fs/promises';
import { Database } from '../../server/database/database.js';
import { RunEntity } from '../../server/database/entities/run.entity.js';
import { RunBoardEntity } from '../../server/database/entities/run-board.entity.js';
import { storedMatches } from '../../server/runs/stored-matches.js';
import { computeBoards } from '../../worker/compute-boards.js';
import { matchResults, runBoards, type RunBoards } from '../../worker/run-boards.js';
import { InputError } from '../input-error.js';
import { boardLines } from '../league/board-lines.js';
import { readRunFolder, writeRunFolder } from '../league/run-folder.js';
import { serverSettings } from '../serve/server-settings-file.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../user-path.js';

export interface RecomputeOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** `gridleague results recompute`: boards anew from raw data; they replace what was stored. */
export async function recompute(what: string, { config, json }: RecomputeOptions): Promise<void> {
  const folder = userPath(what);
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() ?? false;
  const boards = isFolder ? await recomputeFolder(folder) : await recomputeRun(what, config);
  if (json) printJson(boards);
  else print([...boardLines(boards.agents), '', ...boardLines(boards.dealers)].join('\n'));
}

async function recomputeFolder(folder: string): Promise<RunBoards> {
  const bundle = await readRunFolder(folder);
  await writeRunFolder(folder, bundle);
  const results = matchResults(bundle.id, bundle.plan, (match) => bundle.played[match]);
  return runBoards(bundle.definition, bundle.plan, results);
}

async function recomputeRun(id: string, config: string | undefined): Promise<RunBoards> {
  const { databaseFile } = await serverSettings(config);
  if (!(await stat(databaseFile).catch(() => null)))
    throw new InputError(`${databaseFile}: there is no database; name the server's settings with --config`);
  const database = await Database.open(databaseFile);
  try {
    const run = await database.read.findOneBy(RunEntity, { id });
    if (!run) throw new InputError(`there is no run ${id} in ${databaseFile}`);
    const { definition, plan } = run;
    const boards = await computeBoards({
      run: id,
      definition,
      plan,
      played: await storedMatches(database, id),
    });
    await database.write((manager) => manager.upsert(RunBoardEntity, { run: id, boards }, ['run']));
    return boards;
  } finally {
    await database.close();
  }
}
