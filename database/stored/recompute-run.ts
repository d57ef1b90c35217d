import { rm } from 'node:fs/promises';
import { runBoards, type RunBoards } from '#matches/runs/run-boards.js';
import type { DatabaseAddress } from '../address.js';
import { Database } from '../database.js';
import { RunBoardEntity } from '../entities/run-board.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { packFile } from './run-exports.js';
import { storedRun } from './stored-run.js';

/** Computes the boards of a run anew from what is stored of its matches, stores them, and removes its paper pack; null: there is no such run. */
export async function recomputeRun(
  { database: address, dataFolder }: { readonly database: DatabaseAddress; readonly dataFolder: string },
  id: string,
): Promise<RunBoards | null> {
  const database = await Database.open(address);
  try {
    const over = await database.read.findOneBy(RunEntity, { id });
    if (!over) return null;
    const { run, results } = await storedRun(database.read, id);
    const boards = runBoards(run.definition, run.plan, results);
    await database.write((manager) => manager.upsert(RunBoardEntity, { run: id, boards }, ['run']));
    await rm(packFile(dataFolder, over), { force: true });
    return boards;
  } finally {
    await database.close();
  }
}
