import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { In, type EntityManager } from 'typeorm';
import { RunEntity } from '#database/entities/run.entity.js';

/** Of a run as it was over once: its id, and when that was. */
const OF_RUN = /^(.+)-(\d+)-(?:paper-pack\.tar|bundle-[\w-]+\.jsonl)\.gz$/;

/** Removes what was made of runs that are gone, or over anew since, from the folder of exports: nobody is given it. */
export async function removeOldExports(folder: string, read: EntityManager): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const made = names.flatMap((name) => {
    const [, run = '', over] = OF_RUN.exec(name) ?? [];
    return over === undefined ? [] : [{ name, run, over: Number(over) }];
  });
  if (made.length === 0) return;
  const id = In([...new Set(made.map(({ run }) => run))]);
  const runs = await read.find(RunEntity, { select: { id: true, finishedAt: true }, where: { id } });
  const overAt = new Map(runs.map((run) => [run.id, run.finishedAt]));
  for (const { name, run, over } of made)
    if (overAt.get(run) !== over) await rm(join(folder, name), { force: true });
}
